// One process: median time of Kaldi's MFCC, and the sum of magnitudes of its result.
import { readFileSync } from 'node:fs';
import { mfcc } from '../../dist/kaldi.js';

const [path, precision] = process.argv.slice(2);
const bytes = readFileSync(path);
const single = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const y = precision === 'f64' ? Float64Array.from(single) : single;
const run = () => mfcc(y, { sampleRate: 16000 });
for (let i = 0; i < 30; i++) run();
const times = Array.from({ length: 21 }, () => {
  const start = performance.now();
  run();
  return performance.now() - start;
});
console.log(JSON.stringify({ ms: times.sort((a, b) => a - b)[10], sum: run().data.reduce((sum, v) => sum + Math.abs(v), 0) }));
