// Constant-Q transforms against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/cqt.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz of seeded noise and tones. Processor time of one core, best of some calls after a warm-up,
// median over rounds. Both must agree on the mean magnitude first. icqt: 20 s, hop 256.
import { noise, readRaw, tones } from '../harness/inputs.mjs';
import { best, compare } from './against.mjs';

const RATE = 22050;

if (process.argv[2] === 'ours') {
  const { chromaCens, chromaCqt, cqt, createCqt, hybridCqt, icqt, pseudoCqt, vqt } = await import('../../dist/index.js');
  const y = readRaw(process.argv[3], Float64Array);
  const single = Float32Array.from(y);
  const o = { sampleRate: RATE };
  const C = cqt(y.subarray(0, 20 * RATE), { ...o, hopLength: 256 });
  const plan = createCqt(o);
  const out = new Float64Array(plan.frames(y.length) * plan.bins * 2);
  const calls = {
    'cqt, float64': () => cqt(y, o),
    'cqt, float32': () => cqt(single, o),
    'cqt planned, float64': () => plan.processInto(out, y),
    'vqt, float64': () => vqt(y, o),
    'hybrid_cqt, float64': () => hybridCqt(y, o),
    'pseudo_cqt, float64': () => pseudoCqt(y, o),
    'chroma_cqt, float64': () => chromaCqt(y, o),
    'chroma_cqt, tuning 0, float64': () => chromaCqt(y, { ...o, tuning: 0 }),
    'chroma_cens, tuning 0, float64': () => chromaCens(y, { ...o, tuning: 0 }),
    'icqt, float64': () => icqt(C, { ...o, hopLength: 256 }),
  };
  const result = Object.fromEntries(Object.entries(calls).map(([name, run]) => [name, best(run)]));
  let sum = 0;
  const { data } = cqt(y, o);
  for (let i = 0; i < data.length; i += 2) sum += Math.hypot(data[i], data[i + 1]);
  console.log(JSON.stringify({ ...result, mean: (2 * sum) / data.length }));
} else {
  const hiss = noise(60 * RATE, 440);
  const samples = Float64Array.from(tones(60 * RATE, RATE), (v, n) => Math.fround(v + 0.05 * hiss[n]));
  compare(import.meta.url, samples, {
    agree({ mean }, { mean: wanted }) {
      if (!(Math.abs(mean / wanted - 1) < 1e-4)) throw new Error(`mean magnitudes differ: ours ${mean}, librosa ${wanted}`);
    },
    timesOf: ({ mean: _, ...times }) => times,
    peerOf: (name) => name.replace(' planned', ''),
  });
}
