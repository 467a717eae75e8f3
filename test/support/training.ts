/**
 * The bits of a small training, as one SHA-256: they must be the same on every JavaScript engine, in double and on the SIMD kernels.
 */
import { createRandom } from '../../src/core/random.js';
import {
  adamW,
  batchNormalization,
  bidirectional,
  conv1d,
  cosineDecay,
  dense,
  dropout,
  fit,
  gru,
  lstm,
  type Model,
  sequential,
  tensor,
} from '../../src/nn/index.js';

/** SHA-256 of the weights on every engine. A change moves a bit of some weight: say where in the changelog, under Numeric. */
export const TRAINED = {
  float32: '28ded7b06217d4daa372581ae075dd2ec8a763e3e54fdd15f296d760d4ba9bcc',
  float64: 'ba480b6fc6f43a891a9d63c60cfbf2b1036d27dce8ade14c533d5a79d167a667',
};

export const NOISE = { items: 24, time: 12, values: 5 };

/** Sequences of seeded noise whose class is the value that is largest on average. */
export function noiseSequences(dtype: 'float32' | 'float64'): { x: ReturnType<typeof tensor>; y: number[]; lengths: number[] } {
  const { items, time, values } = NOISE;
  const random = createRandom(7);
  const y = Array.from({ length: items }, (_, i) => i % 3);
  const lengths = y.map(() => 3 + Math.floor(random.uniform() * (time - 2)));
  const data = Float64Array.from({ length: items * time * values }, random.normal);
  y.forEach((label, i) => {
    for (let t = 0; t < lengths[i]!; t++) data[(i * time + t) * values + label]! += 0.75;
    data.fill(0, (i * time + lengths[i]!) * values, (i + 1) * time * values);
  });
  return { x: tensor(dtype === 'float64' ? data : new Float32Array(data), [items, time, values]), y, lengths };
}

export const noiseNetwork = (dtype: 'float32' | 'float64', seed = 3): Model =>
  sequential(
    [
      conv1d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'elu' }),
      batchNormalization(),
      bidirectional({ layer: lstm({ units: 5, returnSequences: true, dropout: 0.1 }) }),
      gru({ units: 6, recurrentDropout: 0.1 }),
      dropout({ rate: 0.2 }),
      dense({ units: 3, activation: 'softmax', kernelRegularizer: 'l2' }),
    ],
    { inputShape: [null, NOISE.values], dtype, seed },
  );

export const sha256 = async (parts: readonly ArrayBufferView[]): Promise<string> => {
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
  let at = 0;
  for (const p of parts) {
    bytes.set(new Uint8Array(p.buffer, p.byteOffset, p.byteLength), at);
    at += p.byteLength;
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
};

/** Trains for three epochs and hashes the weights. */
export async function trainedBits(dtype: 'float32' | 'float64'): Promise<string> {
  const net = noiseNetwork(dtype);
  const { x, y, lengths } = noiseSequences(dtype);
  await fit(net, x, y, {
    loss: 'sparseCategoricalCrossentropy',
    optimizer: adamW({ learningRate: cosineDecay({ initialLearningRate: 0.02, decaySteps: 9 }), globalClipnorm: 1 }),
    lengths,
    epochs: 3,
    batchSize: 8,
    bucketing: 2,
    seed: 11,
  });
  return sha256(net.parameters.map(({ value }) => value));
}
