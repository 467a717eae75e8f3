/**
 * LSTMs: ours in `f64` and `f32` (`f32 js`: without kernels), `naive`, the loops one writes from the formulae, and `tfjs`. Of ours it is the
 * part under the layer that is measured, bundled from the sources.
 */
import { bundle, oursAt, thirdpartyHome, Unsupported } from '../harness/thirdparty.mjs';

export async function prepare({ task, sizes }, variant, input) {
  if (task !== 'lstm') throw new Unsupported(task);
  const { x, layers } = weigh(sizes, input);
  if (variant === 'tfjs') return tfjs(sizes, x, layers);
  const out = new (variant === 'f64' ? Float64Array : Float32Array)(sizes.items * sizes.frames * sizes.directions * sizes.units);
  const run = variant === 'naive' ? naive(sizes, x, layers, out) : await ours(sizes, x, layers, out, variant);
  return { run, output: () => out };
}

/** Input and weights, cut from the noise in [-0.5, 0.5): uniform, and as wide as is usual for weights. numpy cuts the same. */
function weigh({ inputs, units, items, frames, directions }, noise) {
  let at = 0;
  const take = (length, width) => Float32Array.from(noise.subarray(at, (at += length)), (v) => v * width);
  const x = take(items * frames * inputs, 2);
  const layers = Array.from({ length: directions }, () => ({
    kernel: take(inputs * 4 * units, 2 / Math.sqrt(inputs)),
    recurrentKernel: take(units * 4 * units, 2 / Math.sqrt(units)),
    bias: take(4 * units, 1),
  }));
  return { x, layers };
}

async function ours({ inputs, units, items, frames, directions }, x, layers, out, variant) {
  const lib = await bundle(
    `export { createLstmKernel } from './nn/recurrent-kernels.js'; export { setEngine } from './simd/engine.js';`,
    oursAt('../src'),
  );
  lib.setEngine(variant === 'f32 js' ? 'js' : 'auto');
  const cast = variant === 'f64' ? (values) => Float64Array.from(values) : (values) => values;
  const from = cast(x);
  const kernels = layers.map(({ kernel, recurrentKernel, bias }) =>
    lib.createLstmKernel({ inputs, units, kernel: cast(kernel), recurrentKernel: cast(recurrentKernel), bias: cast(bias) }),
  );
  const stride = directions * units;
  return () => kernels.forEach((kernel, d) => kernel.run(out, from, items, frames, { goBackwards: d === 1, stride, offset: d * units }));
}

function naive({ inputs, units, items, frames, directions }, x, layers, out) {
  const sigmoid = (v) => 1 / (1 + Math.exp(-v));
  const gates = new Float32Array(4 * units);
  const stride = directions * units;
  return () =>
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

async function tfjs({ inputs, units, items, frames, directions }, x, weights) {
  const name = '@tensorflow/tfjs';
  const { layers, ...tf } = await bundle(
    `export * from '${name}-core'; export { layers } from '${name}-layers'; import '${name}-backend-cpu';
     import '${name}-core/dist/public/chained_ops/register_all_chained_ops.js';`, // the layers call x.flatten() and the like
    thirdpartyHome,
  );
  await tf.setBackend('cpu');
  const lstm = () => layers.lstm({ units, returnSequences: true, recurrentActivation: 'sigmoid' });
  const layer = directions === 2 ? layers.bidirectional({ layer: lstm(), mergeMode: 'concat' }) : lstm();
  const input = tf.tensor(x, [items, frames, inputs]);
  layer.apply(input);
  layer.setWeights(
    weights.flatMap(({ kernel, recurrentKernel, bias }) => [
      tf.tensor(kernel, [inputs, 4 * units]),
      tf.tensor(recurrentKernel, [units, 4 * units]),
      tf.tensor(bias),
    ]),
  );
  return { run: () => tf.tidy(() => layer.apply(input).dataSync()), output: (data) => data };
}
