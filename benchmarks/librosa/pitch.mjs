// Pitch tracking against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/pitch.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz for yin, 10 s for pyin, of a gliding tone with harmonics in a little noise. Processor time, best of
// some calls after a warm-up. librosa computes a float32 signal in float32; we compute either in double.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RATE = 22050;
const OPTIONS = { sampleRate: RATE, fmin: 65, fmax: 2093 };

if (process.argv[2] === 'ours') {
  const { mpm, pyin, yin } = await import('../../dist/index.js');
  const bytes = readFileSync(process.argv[3]);
  const long = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const short = long.slice(0, 10 * RATE);
  const best = (run) => {
    run();
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  const [longSingle, shortSingle] = [Float32Array.from(long), Float32Array.from(short)];
  const like = { ...OPTIONS, compat: 'librosa' };
  const result = {
    'yin, float64': best(() => yin(long, OPTIONS)),
    'yin, float32': best(() => yin(longSingle, OPTIONS)),
    "yin, compat: 'librosa', float64": best(() => yin(long, like)),
    'pyin, float64': best(() => pyin(short, OPTIONS)),
    'pyin, float32': best(() => pyin(shortSingle, OPTIONS)),
    "pyin, compat: 'librosa', float64": best(() => pyin(short, like)),
    'mpm, float64 (60 s)': best(() => mpm(long, OPTIONS)),
  };
  console.log(JSON.stringify(result));
} else {
  const rounds = Number(process.argv[2] ?? 3);
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-pitch-'));
  const input = join(folder, 'input.f64');
  let phase = 0;
  let state = 1;
  const samples = Float64Array.from({ length: 60 * RATE }, (_, n) => {
    phase += (2 * Math.PI * 220 * 2 ** (Math.sin((Math.PI * n) / RATE) / 2)) / RATE;
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.fround(0.2 * [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0) + (0.002 * state) / 2 ** 31);
  });
  writeFileSync(input, new Uint8Array(samples.buffer));
  const here = fileURLToPath(import.meta.url);
  const run = (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
    return JSON.parse(stdout);
  };
  try {
    const results = Array.from({ length: rounds }, () => [
      run(process.execPath, [here, 'ours', input]),
      run(process.env.AUDIOLAB_PYTHON ?? 'python3', [here.replace('.mjs', '.py'), input]),
    ]);
    const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
    console.log('| call | ours, ms | librosa 0.11, ms | librosa / ours |\n| --- | --- | --- | --- |');
    for (const name of Object.keys(results[0][0])) {
      const peer = name.replace(", compat: 'librosa'", '');
      const ours = median(results.map(([mine]) => mine[name]));
      if (!(peer in results[0][1])) {
        console.log(`| ${name} | ${ours.toFixed(0)} | | |`);
        continue;
      }
      const theirs = median(results.map(([, other]) => other[peer]));
      const ratio = median(results.map(([mine, other]) => other[peer] / mine[name]));
      console.log(`| ${name} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${ratio.toFixed(1)} |`);
    }
    console.log(`\nload ${os.loadavg()[0].toFixed(1)}, Node ${process.version}, ${os.cpus()[0].model}, ${rounds} rounds`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
