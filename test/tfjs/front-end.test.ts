/**
 * Spectra, mel bands and cepstra of tensors: the library's values, and the gradients that test/tfjs/chain.test.ts holds to differences.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import * as dsp from '../../src/index.js';
import * as on from '../../src/tfjs/index.js';
import { expectClose } from '../support/close.js';
import { BACKENDS, leaked, noise, useBackend } from './backends.js';

const [CHANNELS, SAMPLES, RATE] = [2, 700, 8000];
const samples = noise(CHANNELS * SAMPLES, 3).map((v, n) => 0.2 * v + 0.5 * Math.sin(0.2 * (n % SAMPLES)));
const array = (): NdArray<Float32Array> => nd(samples, [CHANNELS, SAMPLES]);
const signal = (): tf.Tensor => on.toTensor(array());
const FRAMES = { nFft: 64, hopLength: 20, winLength: 50 };
const MEL = { ...FRAMES, sampleRate: RATE, nMels: 10 };
const BINS = 33;

type F = (y: tf.Tensor, options?: object) => tf.Tensor;
/** [..., bins, frames(, 2)] to [..., frames, bins(, 2)]: the order in memory. */
const CASES: [string, F, object, NdArray<Float32Array>][] = [
  ['stft', on.stft as F, FRAMES, dsp.stft(array(), FRAMES)],
  ['spectrogram', on.spectrogram as F, FRAMES, dsp.spectrogram(array(), FRAMES)],
  ['spectrogram, power', on.spectrogram as F, { ...FRAMES, power: 2 }, dsp.spectrogram(array(), { ...FRAMES, power: 2 })],
  ['melSpectrogram', on.melSpectrogram as F, MEL, dsp.melSpectrogram(array(), MEL)],
  [
    'melSpectrogram, htk',
    on.melSpectrogram as F,
    { ...MEL, htk: true, norm: null },
    dsp.melSpectrogram(array(), { ...MEL, htk: true, norm: null }),
  ],
  ['mfcc', on.mfcc as F, { ...MEL, nMfcc: 6 }, dsp.mfcc(array(), { ...MEL, nMfcc: 6 })],
  [
    'mfcc, floored',
    on.mfcc as F,
    { ...MEL, nMfcc: 6, topDb: 15, lifter: 22 },
    dsp.mfcc(array(), { ...MEL, nMfcc: 6, topDb: 15, lifter: 22 }),
  ],
];

/** In double, along a random direction: (f(x + h v) - f(x - h v)) / 2h against gradient . v. */
function alongDirection(
  f: (y: Float64Array) => NdArray<Float64Array>,
  y: Float64Array,
  pull: Float32Array,
  direction: Float32Array,
): number {
  const h = 1e-5;
  const value = (by: number): number => f(y.map((v, i) => v + by * direction[i]!)).data.reduce((sum, v, i) => sum + v * pull[i]!, 0);
  return (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
}

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(CASES)('%s has the values of the library, frames first', (_, f, options, expected) => {
    const got = f(signal(), options);
    const order = [0, 2, 1, 3].slice(0, expected.shape.length);
    expect(got.shape).toEqual(order.map((d) => expected.shape[d]));
    expectClose(got.dataSync(), expected.data, 1e-6); // float32
  });

  test.each(CASES)('%s: the gradient leads where the values go', (name, f, options, expected) => {
    const pull = noise(expected.data.length, 8);
    const direction = noise(samples.length, 9);
    const got = tf.grad((y) => f(y, options))(signal(), tf.tensor(pull, f(signal(), options).shape));
    expect(got.shape).toEqual([CHANNELS, SAMPLES]);
    const library = { stft: dsp.stft, spectrogram: dsp.spectrogram, melSpectrogram: dsp.melSpectrogram, mfcc: dsp.mfcc };
    const fn = library[name.split(',')[0] as 'stft'] as (y: NdArray<Float64Array>, o: object) => NdArray<Float64Array>;
    const wanted = alongDirection((y) => fn(nd(y, [CHANNELS, SAMPLES]), options), Float64Array.from(samples), pull, direction);
    const along = got.dataSync<'float32'>().reduce((sum, g, i) => sum + g * direction[i]!, 0);
    expectClose([along], [wanted], 1e-5); // gradients are float32
  });

  test('a window and a bank that are tensors give the same values', () => {
    const window = on.toTensor(dsp.getWindow('hann', 50));
    const filterBank = on.toTensor(dsp.mel({ sampleRate: RATE, nFft: 64, nMels: 10 }));
    const got = on.mfcc(signal(), { ...FRAMES, window, filterBank, nMfcc: 6 });
    expectClose(got.dataSync(), dsp.mfcc(array(), { ...MEL, nMfcc: 6 }).data, 1e-6); // window and bank are float32 here
    expectClose(on.stft(signal(), { ...FRAMES, winLength: null, window }).dataSync(), dsp.stft(array(), FRAMES).data, 1e-6);
  });

  test('gradients of window and bank lead where the values go', () => {
    const window = on.toTensor(dsp.getWindow('hann', 50));
    const filterBank = on.toTensor(dsp.mel({ sampleRate: RATE, nFft: 64, nMels: 10, norm: null }));
    const f = (y: tf.Tensor, window: tf.Tensor, filterBank: tf.Tensor): tf.Tensor =>
      on.melSpectrogram(y, { nFft: 64, hopLength: 20, window, filterBank });
    const y = signal();
    const pull = noise(CHANNELS * 36 * 10, 8);
    const [dy, dWindow, dBank] = tf.grads(f as (...all: tf.Tensor[]) => tf.Tensor)(
      [y, window, filterBank],
      tf.tensor(pull, [CHANNELS, 36, 10]),
    );
    expect([dy!.shape, dWindow!.shape, dBank!.shape]).toEqual([[CHANNELS, SAMPLES], [50], [10, BINS]]);
    // the bank is linear: its gradient times itself is the value; the window is quadratic: twice the value; and so is the signal
    const value = f(y, window, filterBank)
      .dataSync<'float32'>()
      .reduce((sum, v, i) => sum + v * pull[i]!, 0);
    const dot = (a: tf.Tensor, b: tf.Tensor): number => a.dataSync<'float32'>().reduce((sum, v, i) => sum + v * b.dataSync()[i]!, 0);
    expectClose([dot(dBank!, filterBank), dot(dWindow!, window) / 2, dot(dy!, y) / 2], [value, value, value], 1e-5); // float32
  });

  test('powerToDb', () => {
    const S = on.melSpectrogram(signal(), MEL);
    const expected = dsp.powerToDb(nd(S.dataSync<'float32'>(), [1, S.size]), { ref: 2, topDb: 30 });
    expectClose(on.powerToDb(S, { ref: 2, topDb: 30 }).dataSync(), expected.data, 1e-6); // float32
  });

  test('a front end is trained: filters and window learn what made the target', () => {
    const y = signal();
    const target = on.melSpectrogram(y, { ...MEL, htk: true, norm: null, power: 1 });
    const filterBank = tf.variable(on.toTensor(dsp.mel({ sampleRate: RATE, nFft: 64, nMels: 10, norm: null })));
    const window = tf.variable(tf.ones([50]));
    let before = 0;
    const optimizer = tf.train.adam(0.01);
    const losses: number[] = [];
    for (let step = 0; step < 60; step++) {
      const loss = optimizer.minimize(
        () => on.meanSquaredError(on.melSpectrogram(y, { nFft: 64, hopLength: 20, window, filterBank, power: 1 }), target) as tf.Scalar,
        true,
      )!;
      losses.push(loss.dataSync()[0]!);
      loss.dispose();
      if (step === 0) before = tf.memory().numTensors; // the optimiser has made its moments
    }
    expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
    expect(tf.memory().numTensors).toBe(before);
    optimizer.dispose();
  });

  test('nothing is left behind', () => {
    const y = signal();
    for (const [, f, options] of CASES) {
      expect(leaked(() => f(y, options))).toBe(0);
      expect(leaked(() => tf.grad((y) => f(y, options))(y, f(y, options)) && undefined)).toBe(2); // the result and the pull, not disposed of here
    }
    expect(leaked(() => on.powerToDb(y))).toBe(0);
  });
});

describe('bad input', () => {
  beforeAll(() => useBackend('cpu'));
  test.each([
    [() => on.stft(samples as never), 'stft: "y" must be a tensor: use toTensor'],
    [() => on.stft(tf.tensor([1, NaN])), 'stft: "y" must be finite, got NaN at index 1'],
    [() => on.stft(tf.scalar(1)), 'stft: "y" must have the shape [...channels, samples] and not be empty, got []'],
    [() => on.stft(signal(), { hop: 3 } as object), 'stft: "hop" is not an option'],
    [() => on.stft(signal(), { hopLength: 0 }), 'stft: "hopLength" must be an integer >= 1, got 0'],
    [() => on.spectrogram(signal(), { power: 0 }), 'spectrogram: "power" must be a finite number > 0, got 0'],
    [() => on.stft(signal(), { window: tf.ones([50]), winLength: 40 }), 'stft: "window" must have the shape [40], got [50]'],
    [() => on.stft(signal(), { window: tf.ones([50]), nFft: 32 }), 'stft: "winLength" must be <= nFft = 32, got 50'],
    [() => on.melSpectrogram(signal()), 'melSpectrogram: "sampleRate" must be given in Hz, since the signal does not carry its rate'],
    [() => on.melSpectrogram(signal(), { ...MEL, nMels: 99 }), 'melSpectrogram: "nMels" must be <= 33, the bins of nFft = 64, got 99'],
    [
      () => on.melSpectrogram(signal(), { ...FRAMES, filterBank: tf.ones([4, 9]) }),
      'melSpectrogram: "filterBank" must have the shape [any, 33], got [4, 9]',
    ],
    [() => on.mfcc(signal(), { ...MEL, nMfcc: 11 }), 'mfcc: "nMfcc" must be <= 10, the number of bands, got 11'],
    [() => on.mfcc(signal(), { ...MEL, topDb: -1 }), 'mfcc: "topDb" must be a finite number >= 0, got -1'],
    [() => on.mfcc(tf.mul(signal(), 1e30), { ...MEL, nMfcc: 6, power: 12 }), 'mfcc: "y" is too large'],
    [() => on.powerToDb(signal(), { amin: 0 }), 'powerToDb: "amin" must be a finite number > 0, got 0'],
  ])('%#', (call, message) => {
    expect(call).toThrow(message);
  });
});
