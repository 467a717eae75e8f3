import { describe, expect, test } from 'vitest';
import {
  alphaRatio,
  equivalentSoundLevel,
  hammarbergIndex,
  loudness,
  refusalOf,
  spectralFlux,
  spectralSlope,
  type Feature,
} from './features.js';
import { expectClose } from '../support/close.js';
import { noise } from '../support/made-voice.js';

const sampleRate = 16000;
const y = noise(3200, 0.3);

/** |X|^2 of the frame at `from`, straight from the definition. */
function power(x: Float64Array, from: number, frameLength = 320, nFft = 512): Float64Array {
  return Float64Array.from({ length: nFft / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < frameLength; n++) {
      const v = x[from + n]! * (0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (frameLength - 1)));
      re += v * Math.cos((2 * Math.PI * k * n) / nFft);
      im -= v * Math.sin((2 * Math.PI * k * n) / nFft);
    }
    return re * re + im * im;
  });
}
const sum = (x: Float64Array, from: number, to: number): number => x.subarray(from, to + 1).reduce((a, b) => a + b, 0);
const top = (x: Float64Array, from: number, to: number): number => Math.max(...x.subarray(from, to + 1));
const dB = (ratio: number): number => 10 * Math.log10(ratio);

describe('spectral features of 20 ms frames', () => {
  const frames = Array.from({ length: 19 }, (_, t) => power(y, 160 * t));

  test('alphaRatio is 1 to 5 kHz over what is below', () => {
    expectClose(
      alphaRatio(y, { sampleRate }),
      Float64Array.from(frames, (p) => dB(sum(p, 32, 160) / sum(p, 0, 31))),
      1e-9,
    );
  });

  test('hammarbergIndex is the peak below 2 kHz over that up to 5 kHz', () => {
    expectClose(
      hammarbergIndex(y, { sampleRate }),
      Float64Array.from(frames, (p) => dB(top(p, 0, 63) / top(p, 64, 160))),
      1e-9,
    );
  });

  test('spectralFlux is the root mean square change of the bins below 5 kHz', () => {
    const change = (a: Float64Array, b: Float64Array): number => {
      let squares = 0;
      for (let k = 0; k < 160; k++) squares += (Math.sqrt(a[k]!) - Math.sqrt(b[k]!)) ** 2;
      return Math.sqrt(squares / 160);
    };
    expectClose(
      spectralFlux(y, { sampleRate }),
      Float64Array.from(frames, (p, t) => (t === 0 ? 0 : change(p, frames[t - 1]!))),
      1e-9,
    );
  });

  test.each([
    [0, 500, 0, 16],
    [500, 1500, 16, 48],
    [1000, 1400, 32, 44],
  ])('spectralSlope from %d to %d Hz is the line of least squares', (fmin, fmax, first, last) => {
    const line = (p: Float64Array): number => {
      const n = last - first + 1;
      let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
      for (let k = first; k <= last; k++) {
        const [f, level] = [31.25 * k, dB(p[k]!)];
        [sx, sy, sxx, sxy] = [sx + f, sy + level, sxx + f * f, sxy + f * level];
      }
      return (n * sxy - sx * sy) / (n * sxx - sx * sx);
    };
    expectClose(spectralSlope(y, { sampleRate, fmin, fmax }), Float64Array.from(frames, line), 1e-9);
  });

  test('the slope does not depend on the level; openSMILE says that it does', () => {
    const soft = y.map((v) => v / 100);
    expectClose(spectralSlope(soft, { sampleRate }), spectralSlope(y, { sampleRate }), 1e-9);
    const difference = spectralSlope(y, { sampleRate, compat: true })[3]! - spectralSlope(soft, { sampleRate, compat: true })[3]!;
    expect(difference).toBeCloseTo(-0.0008 * 40, 9); // (N sum x - n sum x) / D = -1 / 1250 a dB for one point too few of 17
    expect(spectralSlope(new Float64Array(320), { sampleRate, compat: true })[0]).toBeCloseTo(0.112, 9);
  });

  test('loudness adds up 26 bands, each a triangle on the mel axis under the weight of the ear', () => {
    const mel = (f: number): number => 1127 * Math.log(1 + f / 700);
    const edges = Array.from({ length: 28 }, (_, i) => mel(20) + (i * (mel(8000) - mel(20))) / 27);
    const loud = (p: Float64Array): number => {
      let total = 0;
      for (let b = 1; b <= 26; b++) {
        let energy = 0;
        for (let k = 2; k < 256; k++) {
          const m = mel(31.25 * k);
          const up = (m - edges[b - 1]!) / (edges[b]! - edges[b - 1]!);
          const down = (edges[b + 1]! - m) / (edges[b + 1]! - edges[b]!);
          energy += p[k]! * Math.max(0, Math.min(up, down));
        }
        const w = 2 * Math.PI * 700 * (Math.exp(edges[b]! / 1127) - 1);
        const ear = ((w * w + 56.8e6) * w ** 4) / ((w * w + 6.3e6) ** 2 * (w * w + 0.38e9) * (1 + w ** 7 / 1.7e31));
        total += (3.0321658e-4 * ear * Math.max(energy, 9.3e-10)) ** 0.33;
      }
      return total;
    };
    expectClose(loudness(y, { sampleRate }), Float64Array.from(frames, loud), 1e-9);
  });

  test('ten times the amplitude is 10^0.66 times the loudness and 20 dB', () => {
    const soft = y.map((v) => v / 10);
    expectClose(
      loudness(y, { sampleRate }),
      loudness(soft, { sampleRate }).map((v) => v * 10 ** 0.66),
      1e-9,
    );
    expect(equivalentSoundLevel(y, { sampleRate }) - equivalentSoundLevel(soft, { sampleRate })).toBeCloseTo(20, 9);
  });

  test('silence has values too', () => {
    const still = new Float64Array(640);
    for (const feature of [alphaRatio, hammarbergIndex, spectralFlux, spectralSlope])
      expect(feature(still, { sampleRate })).toEqual(new Float64Array(3));
    expect(loudness(still, { sampleRate })[1]).toBeCloseTo(0.00103397, 8);
    expect(equivalentSoundLevel(still, { sampleRate })).toBeCloseTo(-140, 9);
  });

  test.each([22050, 44100, 48000])('at %d Hz the frames keep their duration', (rate) => {
    const long = noise(rate / 2, 0.3);
    const frames = 1 + Math.floor((long.length - Math.round(0.02 * rate)) / Math.round(0.01 * rate));
    for (const feature of [alphaRatio, hammarbergIndex, loudness, spectralFlux, spectralSlope]) {
      expect(feature(long, { sampleRate: rate }).length).toBe(frames);
    }
  });

  test('single precision in, single precision out', () => {
    const single = Float32Array.from(y);
    for (const feature of [alphaRatio, hammarbergIndex, loudness, spectralFlux, spectralSlope]) {
      const out = feature(single, { sampleRate });
      expect(out).toBeInstanceOf(Float32Array);
      expectClose(out, Float32Array.from(feature(Float64Array.from(single), { sampleRate })), 0);
    }
  });

  test.each<[Feature, object, string]>([
    [loudness, {}, 'loudness: "sampleRate" must be given in Hz, since the signal does not carry its rate'],
    [
      alphaRatio,
      { sampleRate: 8000 },
      'alphaRatio: "sampleRate" must be in [16000, 96000], since the bands reach 8000 Hz, got 8000; resample to 16000',
    ],
    [hammarbergIndex, { sampleRate, compta: true }, 'hammarbergIndex: "compta" is not an option; did you mean "compat"?'],
    [spectralSlope, { sampleRate, fmax: 9000 }, 'spectralSlope: "fmax" must be <= sampleRate / 2 = 8000, got 9000'],
    [spectralSlope, { sampleRate, fmin: 490 }, 'spectralSlope: "fmax" must leave two bins of 31.25 Hz above fmin = 490, got 500'],
    [spectralSlope, { sampleRate, fmin: -1 }, 'spectralSlope: "fmin" must be a finite number >= 0, got -1'],
  ])('%o refuses %o', (feature, options, message) => {
    expect(refusalOf(() => feature(y, options))).toBe(message);
  });

  test('refuses short, broken and many-channelled signals', () => {
    expect(refusalOf(() => loudness(y.subarray(0, 319), { sampleRate }))).toBe(
      'loudness: "y" must have at least 320 samples (20 ms at 16000 Hz, one frame), got 319',
    );
    expect(
      refusalOf(() =>
        loudness(
          Float64Array.from(y, (v, n) => (n === 7 ? NaN : v)),
          { sampleRate },
        ),
      ),
    ).toBe('loudness: "y" must be finite, got NaN at index 7');
    const stereo = { sampleRate, numberOfChannels: 2, length: 3200, getChannelData: () => Float32Array.from(y) };
    expect(refusalOf(() => loudness(stereo))).toBe('loudness: "y" must have one channel, got 2; mix them, or take one');
  });
});
