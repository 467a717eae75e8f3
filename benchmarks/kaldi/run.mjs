// Kaldi's MFCC of 30 s at 16 kHz, single precision in: this library against the Python binding of kaldi-native-fbank, processes in turn.
// `npm run build && AUDIOLAB_PYTHON=... node benchmarks/kaldi/run.mjs [rounds]`; the Python needs numpy and kaldi-native-fbank.
// The binding is measured as its users call it (every frame fetched and stacked) and without fetching a frame.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 5);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-kaldi-'));
const input = join(folder, 'input.f32');
const run = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return JSON.parse(stdout);
};

// Noise whose loudness comes and goes four times a second, exact in single precision.
let state = 1;
const samples = Float32Array.from({ length: 480_000 }, (_, n) => {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return (state / 2 ** 34) * (0.1 + Math.abs(((n % 4000) - 2000) / 2000));
});
writeFileSync(input, new Uint8Array(samples.buffer));

try {
  const contenders = {
    'audiolab f32': () => run(process.execPath, [here('ours.mjs'), input, 'f32']),
    'audiolab f64': () => run(process.execPath, [here('ours.mjs'), input, 'f64']),
    'kaldi-native-fbank': () => run(process.env.AUDIOLAB_PYTHON ?? 'python3', [here('theirs.py'), input, 'frames']),
    'kaldi-native-fbank, no frame fetched': () => run(process.env.AUDIOLAB_PYTHON ?? 'python3', [here('theirs.py'), input, 'count']),
  };
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const sums = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) {
      const { ms, sum } = measure();
      times[name].push(ms);
      sums[name] = sum;
    }
  }
  const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
  const exact = sums['audiolab f64'];
  for (const [name, list] of Object.entries(times)) {
    if (sums[name] !== null && !(Math.abs(sums[name] - exact) < 1e-5 * Math.abs(exact))) throw new Error(`${name} computes something else`);
    const ratio = median(list.map((ms, round) => ms / times['audiolab f32'][round]));
    console.log(`${name}: ${median(list).toFixed(2)} ms, ${ratio.toFixed(2)} x audiolab f32`);
  }
  console.log(`load ${os.loadavg()[0].toFixed(1)}, Node ${process.version}, ${os.cpus()[0].model}, ${rounds} rounds`);
} finally {
  rmSync(folder, { recursive: true });
}
