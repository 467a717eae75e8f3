// Pitch tracking against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/pitch.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz for yin, 10 s for pyin, of a gliding tone with harmonics in a little noise. Processor time, best of
// some calls after a warm-up. librosa computes a float32 signal in float32; we compute either in double.
import { readRaw } from '../harness/inputs.mjs';
import { best, compare } from './against.mjs';

const RATE = 22050;
const OPTIONS = { sampleRate: RATE, fmin: 65, fmax: 2093 };

if (process.argv[2] === 'ours') {
  const { mpm, pyin, yin } = await import('../../dist/index.js');
  const long = readRaw(process.argv[3], Float64Array);
  const short = long.slice(0, 10 * RATE);
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
  let phase = 0;
  let state = 1;
  const samples = Float64Array.from({ length: 60 * RATE }, (_, n) => {
    phase += (2 * Math.PI * 220 * 2 ** (Math.sin((Math.PI * n) / RATE) / 2)) / RATE;
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.fround(0.2 * [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0) + (0.002 * state) / 2 ** 31);
  });
  compare(import.meta.url, samples, { peerOf: (name) => name.replace(", compat: 'librosa'", ''), places: [0, 1] });
}
