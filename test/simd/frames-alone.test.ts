/**
 * What the kernels make of a frame does not depend on where it stands or what is beside it: streams rely on that.
 */
import { describe, expect, test } from 'vitest';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { mfcc } from '../../src/feature/mfcc.js';
import { setEngine } from '../../src/simd/engine.js';
import { spectralCentroid } from '../../src/feature/spectral-centroid.js';
import { type NdArray } from '../../src/core/nd.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { stft } from '../../src/stft/stft.js';
import { noise } from './signals.js';

const framing = { nFft: 400, hopLength: 160, center: false };
const FEATURES: Readonly<Record<string, (y: Float32Array) => NdArray<Float32Array>>> = {
  stft: (y) => stft(y, framing),
  magnitudes: (y) => spectrogram(y, framing),
  powers: (y) => spectrogram(y, { ...framing, power: 2 }),
  'mel bands': (y) => melSpectrogram(y, { ...framing, sampleRate: 16000, nMels: 40 }),
  mfcc: (y) => mfcc(y, { ...framing, sampleRate: 16000, nMels: 40, nMfcc: 13, topDb: null }),
};

describe.each(Object.keys(FEATURES))('%s', (name) => {
  const run = FEATURES[name]!;
  const frames = 140; // more than a room
  const y = noise(framing.nFft + (frames - 1) * framing.hopLength, 21);
  const all = run(y);
  const width = all.data.length / frames;
  const of = (data: Float32Array, t: number): Float32Array => data.subarray(t * width, (t + 1) * width);
  const alone = (x: Float32Array, t: number): Float32Array =>
    run(x.slice(t * framing.hopLength, t * framing.hopLength + framing.nFft)).data;

  test('each frame is what it is alone', () => {
    for (let t = 0; t < frames; t++) expect(of(all.data, t), `frame ${t}`).toEqual(alone(y, t));
  });

  test('and in groups of any size, at any place', () => {
    for (const [first, count] of [...Array(9).keys()].flatMap((f) => [...Array(9).keys()].map((c) => [f, c + 1] as const))) {
      const start = first * framing.hopLength;
      const part = run(y.subarray(start, start + framing.nFft + (count - 1) * framing.hopLength)).data;
      expect(part).toEqual(all.data.subarray(first * width, (first + count) * width));
    }
  });

  test('also beside frames that leave the range of single precision', () => {
    const loud = y.slice();
    const scale = name === 'powers' || name === 'mel bands' ? 2e18 : 1e25; // those must fit into single precision in the end
    for (let n = 8000; n < 8100; n++) loud[n]! *= scale;
    const touched = (t: number): boolean => t * framing.hopLength < 8100 && t * framing.hopLength + framing.nFft > 8000;
    const { data } = run(loud);
    for (let t = 0; t < frames; t++) {
      expect(of(data, t), `frame ${t}`).toEqual(touched(t) ? alone(loud, t) : of(all.data, t));
    }
    if (name !== 'stft') expect(data.some((v) => v > 1e5 || v < -1e5 || name === 'mfcc')).toBe(true);
  });
});

test('features of spectra do not see what other frames are computed by', () => {
  const y = noise(20_000, 4);
  const loud = y.slice();
  loud.fill(1e25, 19_990);
  const run = (x: Float32Array): Float32Array => spectralCentroid(x, { ...framing, sampleRate: 16000 }).data;
  expect(run(loud).subarray(0, 121)).toEqual(run(y).subarray(0, 121));
  setEngine('js');
  const js = run(y);
  setEngine('auto');
  expect(js).not.toEqual(run(y)); // else this shows nothing
});
