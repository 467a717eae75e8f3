/**
 * The bits of everything that the SIMD kernels compute: they must be the same on every engine and machine. It asks nothing of its
 * surroundings but WebAssembly: an AudioWorklet runs it too.
 */
import * as lib from '../../src/index.js';
import { type FloatArray } from '../../src/core/types.js';
import { createBatchNormKernel } from '../../src/nn/batch-norm-kernel.js';
import { createConv1dKernel, createConv2dKernel } from '../../src/nn/convolution-kernels.js';
import { createDenseKernel } from '../../src/nn/dense-kernel.js';
import { createPoolingKernel } from '../../src/nn/pooling-kernel.js';
import { type Activation, ACTIVATIONS } from '../../src/simd/blocks.js';
import { CELLS, createKernel, GATES } from '../simd/cells.js';
import { EVERYTHING, SOUND } from '../simd/everything.js';

/** SHA-256 of {@link simdOutputs} on every engine. A change moves an output bit: say where in the changelog, under Numeric. */
export const SIMD_FINGERPRINT = 'cd536f6bf34d68312eb758a2bc417ca78b2b959023e60236baacecfc92b25902';

/** Every kind of length: powers of two, of three, five and seven, even and odd, primes, twice a prime. */
const LENGTHS = [
  32, 33, 35, 37, 42, 48, 49, 63, 64, 81, 90, 100, 125, 128, 243, 250, 256, 257, 343, 400, 441, 480, 512, 521, 625, 640, 882, 1000, 1009,
  1024, 1323, 2018, 2048, 2205,
];

/** Outputs of all kernels. */
export function simdOutputs(): Float32Array[] {
  const parts: FloatArray[] = Object.values(EVERYTHING).map((run) => run(lib, SOUND));
  for (const n of LENGTHS) {
    const [complex, real] = [lib.createFft(n, { dtype: 'float32' }), lib.createRfft(n, { dtype: 'float32' })];
    const [there, back, bins, powers, samples] = [2 * n, 2 * n, 2 * real.bins, real.bins, n].map((length) => new Float32Array(length)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    complex.forward(there, SOUND.subarray(0, 2 * n));
    complex.inverse(back, SOUND.subarray(0, 2 * n));
    real.forward(bins, SOUND.subarray(0, n));
    real.power(powers, SOUND.subarray(0, n));
    real.inverse(samples, bins);
    parts.push(there, back, bins, powers, samples);
  }
  return [...parts, ...recurrent(), ...layers()] as Float32Array[];
}

function recurrent(): Float32Array[] {
  const [inputs, units, batch, time] = [13, 22, 5, 60];
  return CELLS.flatMap((cell) => {
    const columns = GATES[cell] * units;
    const kernel = createKernel(cell, {
      inputs,
      units,
      kernel: SOUND.slice(0, inputs * columns),
      recurrentKernel: SOUND.slice(1000, 1000 + units * columns).map((w) => w / 2),
      bias: SOUND.slice(500, 500 + (cell === 'gru' ? 2 : 1) * columns),
    });
    return [false, true].map((goBackwards) => {
      const out = new Float32Array(batch * time * units);
      kernel.run(out, SOUND.slice(0, batch * time * inputs), batch, time, { goBackwards });
      return out;
    });
  });
}

function layers(): Float32Array[] {
  const parts: Float32Array[] = [];
  const collect = (length: number, run: (out: Float32Array) => void): void => {
    const out = new Float32Array(length);
    run(out);
    parts.push(out);
  };
  for (const activation of ACTIVATIONS as readonly Activation[]) {
    const dense = createDenseKernel({ inputs: 17, units: 29, kernel: SOUND.slice(0, 17 * 29), bias: SOUND.slice(0, 29), activation });
    collect(50 * 29, (out) => dense.run(out, SOUND.slice(0, 50 * 17), 50));
  }
  const image = SOUND.slice(0, 2 * 20 * 15 * 6);
  const conv2d = createConv2dKernel({ channels: 6, filters: 10, kernelSize: [3, 4], kernel: SOUND.slice(7, 7 + 720), padding: 'same' });
  collect(2 * 20 * 15 * 10, (out) => conv2d.run(out, image, 2, 20, 15));
  const conv1d = createConv1dKernel({
    channels: 6,
    filters: 9,
    kernelSize: 5,
    kernel: SOUND.slice(7, 7 + 270),
    dilation: 2,
    padding: 'causal',
  });
  collect(2 * 300 * 9, (out) => conv1d.run(out, image, 2, 1, 300));
  for (const kind of ['max', 'average'] as const) {
    const pooling = createPoolingKernel({ kind, channels: 6, poolSize: [2, 3] });
    collect(2 * 10 * 5 * 6, (out) => pooling.run(out, image, 2, 20, 15));
  }
  const batchNorm = createBatchNormKernel({ channels: 6, mean: SOUND.slice(0, 6), variance: SOUND.slice(0, 6).map((v) => v * v) });
  collect(600 * 6, (out) => batchNorm.run(out, image, 600));
  return parts;
}

/** All bytes, one array after the other. */
export function joinBytes(parts: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
  let at = 0;
  for (const p of parts) {
    bytes.set(new Uint8Array(p.buffer, p.byteOffset, p.byteLength), at);
    at += p.byteLength;
  }
  return bytes;
}

/** SHA-256 in hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}
