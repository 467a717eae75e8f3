// One contender, one case, one process: prints the median time of a run in ms, and the largest difference from float64.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { contender, sizes, bundle, peers } = JSON.parse(process.argv[2]);
const [inputs, units, items, frames, directions] = sizes;
const { createLstmKernel, setEngine } = await import(pathToFileURL(bundle).href);

/** Seeded numbers; the python contender draws its own, times do not depend on them. */
function draw(length, scale, seed) {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 2 * scale;
  });
}
const x = draw(items * frames * inputs, 1, 1);
const layers = Array.from({ length: directions }, (_, d) => ({
  inputs,
  units,
  kernel: draw(inputs * 4 * units, 1 / Math.sqrt(inputs), 2 + d),
  recurrentKernel: draw(units * 4 * units, 1 / Math.sqrt(units), 4 + d),
  bias: draw(4 * units, 0.5, 6 + d),
}));
const stride = directions * units;
const out = new Float32Array(items * frames * stride);

const runKernels = (kernels, to, from) => () =>
  kernels.forEach((kernel, d) => kernel.run(to, from, items, frames, { goBackwards: d === 1, stride, offset: d * units }));

/** The loops as one writes them down. */
function naive() {
  const sigmoid = (v) => 1 / (1 + Math.exp(-v));
  const gates = new Float32Array(4 * units);
  layers.forEach(({ kernel, recurrentKernel, bias }, d) => {
    for (let item = 0; item < items; item++) {
      const h = new Float32Array(units);
      const c = new Float32Array(units);
      for (let s = 0; s < frames; s++) {
        const t = d ? frames - 1 - s : s;
        gates.set(bias);
        for (let k = 0; k < inputs; k++) {
          const v = x[(item * frames + t) * inputs + k];
          for (let j = 0; j < 4 * units; j++) gates[j] += v * kernel[k * 4 * units + j];
        }
        for (let k = 0; k < units; k++) for (let j = 0; j < 4 * units; j++) gates[j] += h[k] * recurrentKernel[k * 4 * units + j];
        for (let j = 0; j < units; j++) {
          c[j] = sigmoid(gates[units + j]) * c[j] + sigmoid(gates[j]) * Math.tanh(gates[2 * units + j]);
          h[j] = sigmoid(gates[3 * units + j]) * Math.tanh(c[j]);
          out[(item * frames + t) * stride + d * units + j] = h[j];
        }
      }
    }
  });
}

async function createTfjs(backend) {
  const require = createRequire(join(peers, 'package.json'));
  const tf = require('@tensorflow/tfjs');
  if (backend === 'wasm')
    require('@tensorflow/tfjs-backend-wasm').setWasmPaths(join(peers, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend(backend);
  const lstm = () => tf.layers.lstm({ units, returnSequences: true, recurrentActivation: 'sigmoid' });
  const layer = directions === 2 ? tf.layers.bidirectional({ layer: lstm(), mergeMode: 'concat' }) : lstm();
  const frame = tf.tensor(x, [items, frames, inputs]);
  layer.apply(frame);
  layer.setWeights(
    layers.flatMap((w) => [tf.tensor(w.kernel, [inputs, 4 * units]), tf.tensor(w.recurrentKernel, [units, 4 * units]), tf.tensor(w.bias)]),
  );
  return () => tf.tidy(() => out.set(layer.apply(frame).dataSync()));
}

setEngine(contender === 'js' ? 'js' : 'auto');
const run =
  contender === 'naive'
    ? naive
    : contender.startsWith('tfjs')
      ? await createTfjs(contender.slice(5))
      : frames === 1
        ? (
            (kernel) => () =>
              kernel.step(out, x)
          )(createLstmKernel(layers[0]))
        : runKernels(layers.map(createLstmKernel), out, x);

const times = [];
const start = performance.now();
for (let n = 0; n < 3 || performance.now() - start < 300; n++) run(); // until it is compiled for good
const once = Math.max(1e-4, (() => { const s = performance.now(); run(); return performance.now() - s; })()); // prettier-ignore
const calls = Math.max(1, Math.ceil(0.5 / once));
for (let n = 0; n < 5 || performance.now() - start < 900; n++) {
  const before = performance.now();
  for (let i = 0; i < calls; i++) run();
  times.push((performance.now() - before) / calls);
}
times.sort((a, b) => a - b);

const double = layers.map((w) =>
  createLstmKernel(Object.fromEntries(Object.entries(w).map(([k, v]) => [k, typeof v === 'number' ? v : Float64Array.from(v)]))),
);
const exact = new Float64Array(out.length);
runKernels(double, exact, Float64Array.from(x))();
if (frames > 1) run();
const error = frames > 1 ? out.reduce((worst, v, i) => Math.max(worst, Math.abs(v - exact[i])), 0) : undefined;
console.log(`\n${JSON.stringify({ ms: times[times.length >> 1], error })}`);
