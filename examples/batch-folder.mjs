// Means and deviations of the MFCCs of every WAV file below a folder, one line of JSON each: node examples/batch-folder.mjs [FOLDER]
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mfcc } from '@audiolab/dsp';
import { load } from '@audiolab/dsp/node';

const folder = process.argv[2] ?? fileURLToPath(new URL('audio/', import.meta.url));
const files = (await readdir(folder, { recursive: true })).filter((name) => name.toLowerCase().endsWith('.wav')).sort();
let failed = 0;
for (const name of files) {
  try {
    const coefficients = mfcc(await load(join(folder, name), { sampleRate: 16000 }), { nMfcc: 13 });
    console.log(JSON.stringify({ file: name, ...summarize(coefficients) }));
  } catch (error) {
    failed++;
    console.error(`${name}: ${error.message}`); // one bad file does not stop the others
  }
}
process.exitCode = failed > 0 ? 1 : 0;

/** Mean and standard deviation of each row. */
function summarize(matrix) {
  const [rows, frames] = matrix.shape;
  const mean = [];
  const deviation = [];
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let squares = 0;
    for (let t = 0; t < frames; t++) {
      sum += matrix.get(row, t);
      squares += matrix.get(row, t) ** 2;
    }
    mean.push(Number((sum / frames).toFixed(4)));
    deviation.push(Number(Math.sqrt(Math.max(0, squares / frames - (sum / frames) ** 2)).toFixed(4)));
  }
  return { mean, deviation };
}
