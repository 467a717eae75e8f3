/**
 * `npm start`: from a fresh clone to the MFCCs of a recording, and a picture of it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, prepare, ROOT } from './prepare.mjs';

const RECORDING = 'examples/audio/speech.wav';
const FEATURES = 'out/speech.mfcc.npy';
const PICTURE = 'out/speech.png';

if (!process.argv.includes('--built')) prepare(); // the tests have built already
const took = audiolab('mfcc', RECORDING, '--n-mfcc', '13', '-o', FEATURES);
const { decodeNpy } = await import(pathToFileURL(join(ROOT, 'dist', 'index.js')).href);
const coefficients = decodeNpy(readFileSync(join(ROOT, FEATURES)));
const [rows, frames] = coefficients.shape;
console.log(`  shape [${rows}, ${frames}]: ${rows} coefficients in ${frames} frames`);
console.log('  the first coefficients of the first frames:');
for (let row = 0; row < 4; row++) {
  const cells = Array.from({ length: 6 }, (_, t) => coefficients.get(row, t).toFixed(2).padStart(9));
  console.log(`  ${String(row).padStart(4)}${cells.join('')}`);
}
console.log(`  ${took}`);
audiolab('mel', RECORDING, '--hop-length', '128', '-o', PICTURE);
console.log(`
${FEATURES} (${size(FEATURES)}) is for numpy.load; ${PICTURE} (${size(PICTURE)}) is the mel spectrogram to look at.
Next: npm test, examples/, docs/getting-started.md, and with a recording of yours:
  node dist/cli.js features FILE.wav -o features.csv`);

/** Runs the command line and returns what it says when it is done. */
function audiolab(...args) {
  console.log(`\n$ audiolab ${args.join(' ')}`);
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) giveUp(`${stderr}\nThe command line ended with code ${status}.`);
  return stderr.trim();
}

function size(file) {
  return `${(statSync(join(ROOT, file)).size / 1024).toFixed(0)} kB`;
}
