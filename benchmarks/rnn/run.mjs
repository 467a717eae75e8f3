// LSTM against its competitors: see README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const option = (name, otherwise) => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? otherwise : process.argv[i + 1];
};
const rounds = Number(option('rounds', 5));
const peers = option('peers', '');
const filter = option('filter', '');
const python = process.env.AUDIOLAB_PYTHON ?? 'python3';

/** [name, inputs, units, items, frames, directions] */
const CASES = [
  ['LSTM 128, T = 1000, 40 inputs', 40, 128, 1, 1000, 1],
  ['LSTM 64 over [1, 100, 40]', 40, 64, 1, 100, 1],
  ['LSTM 64 over [32, 100, 40]', 40, 64, 32, 100, 1],
  ['BiLSTM 128 over [1, 100, 40]', 40, 128, 1, 100, 2],
  ['BiLSTM 128 over [32, 100, 40]', 40, 128, 32, 100, 2],
  ['LSTM 64, one frame at a time', 40, 64, 1, 1, 1],
].filter(([name]) => name.includes(filter));
const CONTENDERS = ['simd', 'js', 'naive', 'tfjs-cpu', 'tfjs-wasm', 'numpy'];

const folder = mkdtempSync(join(tmpdir(), 'audiolab-rnn-'));
try {
  const bundle = join(folder, 'kernels.mjs');
  await build({
    entryPoints: [join(HERE, 'kernels.ts')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    outfile: bundle,
    logLevel: 'error',
  });
  const measure = (contender, [, ...sizes]) => {
    const settings = JSON.stringify({ contender, sizes, bundle, peers });
    const [program, file] = contender === 'numpy' ? [python, 'numpy-lstm.py'] : [process.execPath, 'contender.mjs'];
    try {
      return JSON.parse(
        execFileSync(program, [join(HERE, file), settings], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
          .split('\n')
          .at(-2),
      );
    } catch {
      return undefined; // not installed
    }
  };
  for (const one of CASES) {
    const present = CONTENDERS.filter((c) => !c.startsWith('tfjs') || existsSync(join(peers, 'node_modules/@tensorflow/tfjs')));
    const results = Array.from({ length: rounds }, () => Object.fromEntries(present.map((c) => [c, measure(c, one)])));
    const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
    console.log(`\n${one[0]}`);
    for (const c of present) {
      const runs = results.filter((r) => r[c] && r.simd);
      if (runs.length === 0) {
        console.log(`  ${c.padEnd(10)} not installed`);
        continue;
      }
      const ms = median(runs.map((r) => r[c].ms));
      const ratio = median(runs.map((r) => r[c].ms / r.simd.ms));
      const error = runs[0][c].error === undefined ? '' : `   off by ${runs[0][c].error.toExponential(1)}`;
      console.log(`  ${c.padEnd(10)} ${ms.toFixed(4).padStart(10)} ms  ${ratio.toFixed(2).padStart(7)} x the time of simd${error}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
