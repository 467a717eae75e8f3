// node benchmarks/tfjs.mjs, after npm run build: an LSTM and MFCCs inside TensorFlow.js, with our kernels and with its own operations.
// Without native code, one thread, fastest of n.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { build } from 'esbuild';
import { lstm, mfcc, sparseCategoricalCrossentropy } from '@audiolab/dsp/tfjs';

const require = createRequire(import.meta.url);
setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);

// tfjs-core has no gradients in Node unless they are bundled: the registry is global, so a bundle of its own may fill it
const folder = mkdtempSync(join(tmpdir(), 'gradients-'));
const entry = join(dirname(require.resolve('@tensorflow/tfjs-core')), 'register_all_gradients.js');
const bundled = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'error' });
writeFileSync(join(folder, 'gradients.mjs'), bundled.outputFiles[0].contents);
await import(pathToFileURL(join(folder, 'gradients.mjs')).href);
rmSync(folder, { recursive: true });

function fastest(f, rounds) {
  let least = Infinity;
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    tf.tidy(f);
    least = Math.min(least, performance.now() - start);
  }
  return `${least.toFixed(2)} ms`;
}
const read = (...tensors) => tensors.forEach((t) => t.dataSync());

console.log('| backend | what | engine | forward | forward and backward |\n|---|---|---|---|---|');
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend);
  await tf.ready();
  for (const batch of [1, 32]) {
    const x = tf.randomNormal([batch, 100, 40], 0, 1, 'float32', 1);
    const weights = [tf.randomNormal([40, 256], 0, 0.1, 'float32', 2), tf.randomNormal([64, 256], 0, 0.1, 'float32', 3), tf.zeros([256])];
    const labels = Array.from({ length: batch }, (_, i) => i);
    for (const engine of ['kernels', 'ops']) {
      const rounds = engine === 'ops' ? 5 : 20;
      const loss = (x, ...w) => sparseCategoricalCrossentropy(lstm(x, w, { engine }), labels, { fromLogits: true });
      const there = fastest(() => read(lstm(x, weights, { engine })), rounds);
      const back = fastest(() => read(...tf.grads(loss)([x, ...weights])), rounds);
      console.log(`| ${backend} | LSTM 64 over [${batch}, 100, 40] | ${engine} | ${there} | ${back} |`);
    }
  }
  const y = tf.randomNormal([16000], 0, 1, 'float32', 4);
  const f = (y) => mfcc(y, { sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40 });
  console.log(`| ${backend} | mfcc of 1 s | kernels | ${fastest(() => read(f(y)), 20)} | ${fastest(() => read(tf.grad(f)(y)), 20)} |`);
}
