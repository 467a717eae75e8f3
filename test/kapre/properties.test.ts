/**
 * What holds for any input, and where kapre is corrected.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import * as kapre from '../../src/kapre/index.js';
import { expectClose } from '../support/close.js';

type Array64 = NdArray<Float64Array>;

const noise = (seed: number, ...shape: number[]): Array64 => {
  const random = createRandom(seed);
  return nd(
    Float64Array.from({ length: shape.reduce((a, b) => a * b) }, () => 2 * random.uniform() - 1),
    shape,
  );
};
const framing = { nFft: 64, hopLength: 24 };

describe('round trips', () => {
  test('the pair gives any signal back, whatever the hop and however it lies', () => {
    const format = fc.constantFrom(null, 'channels_first' as const, 'channels_last' as const);
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 39 }),
        fc.integer({ min: 1, max: 90 }),
        format,
        format,
        (nFft, hop, length, waveformDataFormat, stftDataFormat) => {
          const hopLength = Math.min(hop, nFft - 1);
          const { stft, istft } = kapre.perfectlyReconstructingStftIstft({ nFft, hopLength, waveformDataFormat, stftDataFormat });
          const y = waveformDataFormat === 'channels_last' ? noise(7, 2, length, 3) : noise(7, 2, 3, length);
          const z = istft(stft(y), { length }) as Array64;
          expect(z.shape).toEqual(y.shape);
          expectClose(z, y, 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('with a short window, padBegin and padEnd suffice, and the signal begins winLength - hopLength samples late', () => {
    const y = noise(1, 300).data;
    const options = { nFft: 64, winLength: 41, hopLength: 9 };
    const z = kapre.inverseStft(kapre.stft(y, { ...options, padBegin: true, padEnd: true }), options) as Float64Array;
    expectClose(z.subarray(32, 332), y, 1e-12);
  });

  test('magnitude and phase make the spectra again', () => {
    const D = kapre.stft(noise(2, 300), framing);
    const [m, p] = [kapre.magnitude(D).data, kapre.phase(D).data];
    const again = Float64Array.from(D.data, (_, i) => m[i >> 1]! * (i % 2 ? Math.sin(p[i >> 1]!) : Math.cos(p[i >> 1]!)));
    expectClose(again, D.data, 1e-12);
  });

  test.each([2, 16, 256, 65536])('each of %i mu-law codes is that of its sample', (quantizationChannels) => {
    const codes = Float64Array.from({ length: quantizationChannels }, (_, i) => i);
    expect(kapre.muLawEncoding(kapre.muLawDecoding(codes, { quantizationChannels }), { quantizationChannels })).toEqual(codes);
  });
});

describe('data formats', () => {
  const y = noise(3, 2, 3, 300);
  const last = nd(toRowMajor(y, [0, 2, 1]), [2, 300, 3]);
  const options = { ...framing, sampleRate: 8000, nMels: 6, logNBins: 12, logFMin: 500, returnDecibel: true };
  const { logNBins, logFMin, nMels, sampleRate, ...plain } = options;
  const mel = { ...plain, sampleRate, nMels };
  const log = { ...plain, sampleRate, logNBins, logFMin };
  type Format = { inputDataFormat?: kapre.DataFormat; outputDataFormat?: kapre.DataFormat };
  const functions: [string, (x: Array64, format: Format) => Array64][] = [
    ['stft', (x, f) => kapre.stft(x, { ...framing, ...f })],
    ['stftMagnitude', (x, f) => kapre.stftMagnitude(x, { ...plain, ...f })],
    ['melspectrogram', (x, f) => kapre.melspectrogram(x, { ...mel, ...f })],
    ['logFrequencySpectrogram', (x, f) => kapre.logFrequencySpectrogram(x, { ...log, ...f })],
    ['stftMagPhase', (x, f) => kapre.stftMagPhase(x, { ...plain, ...f })],
  ];
  test.each(functions)('%s: whichever goes in, the same memory comes out', (_, run) => {
    const first = run(y, { outputDataFormat: 'channels_first' });
    const both = run(last, { inputDataFormat: 'channels_last', outputDataFormat: 'channels_last' });
    expect(both.data).toEqual(first.data);
    expect(run(y, { inputDataFormat: 'channels_first', outputDataFormat: 'channels_first' }).data).toEqual(first.data);
    const [b, c, t, f, ...pair] = first.shape;
    expect(both.shape).toEqual([b, t, f, c, ...pair]);
    expect(toRowMajor(both)).toEqual(toRowMajor(first, [0, 2, 3, 1, ...(pair.length ? [4] : [])]));
  });

  test('in the library shapes a batch is a loop over its channels', () => {
    const all = kapre.melspectrogram(y, mel);
    expect(all.shape).toEqual([2, 3, 6, 10]);
    for (let i = 0; i < 6; i++) {
      const one = kapre.melspectrogram(y.data.subarray(i * 300, (i + 1) * 300), mel);
      expect(all.data.subarray(i * 60, (i + 1) * 60)).toEqual(one.data);
    }
  });

  test('a lone signal is a batch of one with one channel', () => {
    expect(kapre.stft(y.data.subarray(0, 300), { ...framing, outputDataFormat: 'channels_first' }).shape).toEqual([1, 1, 10, 33, 2]);
    expect(kapre.stft(noise(1, 2, 300), { ...framing, outputDataFormat: 'channels_last' }).shape).toEqual([1, 10, 33, 2, 2]);
  });

  test('float32 stays float32', () => {
    const single = nd(Float32Array.from(y.data), y.shape);
    for (const [, run] of functions) expect(run(single as unknown as Array64, {}).data).toBeInstanceOf(Float32Array);
    for (const S of [kapre.spectrogramV01(single, { nDft: 64 }), kapre.delta(kapre.stftMagnitude(single, framing))])
      expect(S.data).toBeInstanceOf(Float32Array);
  });
});

describe('decibels', () => {
  const S = nd(Float64Array.of(1, 100, 1e-9, 1e-3, 1e-4, 1e-3, 1e-4, 1e-3), [2, 2, 1, 2]);
  test('the floor is that of the item: a clip with all channels in a format, a channel without', () => {
    expectClose(
      kapre.magnitudeToDecibel(S, { dynamicRange: 30, dataFormat: 'channels_first' }).data,
      [0, 20, -10, -10, -40, -30, -40, -30],
      1e-12,
    );
    expectClose(kapre.magnitudeToDecibel(S, { dynamicRange: 30 }).data, [0, 20, -50, -30, -40, -30, -40, -30], 1e-12);
  });
  test('those of 0.1 end at 0', () => {
    expectClose(kapre.amplitudeToDecibel(S, { dataFormat: 'channels_first' }).data, [-20, 0, -80, -50, -10, 0, -10, 0], 1e-12);
  });

  test('silence is reported: -50 dB in 0.4, and 0 dB, as the loudest sound, in 0.1', () => {
    const said: string[] = [];
    const options = { onWarning: ({ code, message }: dsp.Warning) => said.push(`${code} ${message}`) };
    const zeros = new Float64Array(600);
    const now = kapre.stftMagnitude(nd(zeros, [2, 300]), { ...framing, returnDecibel: true, ...options });
    expect(new Set(now.data)).toEqual(new Set([-50]));
    expect(new Set(kapre.spectrogramV01(zeros, { nDft: 64, returnDecibelSpectrogram: true, ...options }).data)).toEqual(new Set([0]));
    expect(said).toEqual([
      'flat-decibels stftMagnitude: item 0 of 2 is at -50.0 dB everywhere, so it tells a model nothing; it is silent, or all of it lies below amin = 0.00001 (is it scaled to [-1, 1]?)',
      'flat-decibels stftMagnitude: item 1 of 2 is at -50.0 dB everywhere, so it tells a model nothing; it is silent, or all of it lies below amin = 0.00001 (is it scaled to [-1, 1]?)',
      'flat-decibels spectrogramV01: item 0 of 1 is at 0.0 dB everywhere, so it tells a model nothing; it is silent, or all of it lies below amin = 1e-10 (is it scaled to [-1, 1]?)',
    ]);
  });
});

describe('corrections of kapre', () => {
  const y = noise(4, 400).data;
  test('padBegin adds winLength - hopLength zeros, with compat nFft - hopLength', () => {
    const options = { nFft: 64, winLength: 32, hopLength: 8 };
    const padded = (zeros: number): Float64Array => Float64Array.from([...new Float64Array(zeros), ...y]);
    expect(kapre.stft(y, { ...options, padBegin: true }).data).toEqual(kapre.stft(padded(24), options).data);
    expect(kapre.stft(y, { ...options, padBegin: true, compat: true }).data).toEqual(kapre.stft(padded(56), options).data);
  });

  test('Hann windows of odd length are periodic: no sample but the first has weight 0', () => {
    const options = { nFft: 45, hopLength: 11 };
    const ours = kapre.stft(y, options);
    expect(ours.data).toEqual(dsp.stft(y, { ...options, center: false }).data);
    const impulse = Float64Array.from({ length: 45 }, (_, n) => (n === 44 ? 1 : 0));
    expect(kapre.stft(impulse, options).get(0, 0, 0)).toBeGreaterThan(1e-3);
    expect(kapre.stft(impulse, { ...options, compat: true }).get(0, 0, 0)).toBe(0);
  });

  test('mel bands of an odd FFT are those of its own length', () => {
    const options = { nFft: 101, hopLength: 50, nMels: 12, sampleRate: 8000 };
    expect(kapre.melspectrogram(y, options).data).toEqual(dsp.melSpectrogram(y, { ...options, power: 1, center: false }).data);
    const theirs = kapre.applyFilterbank(
      kapre.stftMagnitude(y, { nFft: 101, hopLength: 50, compat: true }),
      kapre.filterbankMel({ sampleRate: 8000, nFreq: 51, nMels: 12 }),
    );
    expectClose(kapre.melspectrogram(y, { ...options, compat: true }), theirs, 1e-12);
  });

  test('a phase without real part is a right angle, in the approximation too', () => {
    const D = nd(Float64Array.of(0, 2, 0, -2, 0, 0, -1, 0, -1, -0, 1e-300, 1), [1, 6, 2]);
    const half = Math.PI / 2;
    const exact = [half, -half, 0, Math.PI, Math.PI, half];
    expect([...kapre.phase(D).data]).toEqual(exact);
    expect([...kapre.phase(D, { approxAtanAccuracy: 9 }).data]).toEqual(exact);
    expect([...kapre.phase(D, { approxAtanAccuracy: 9, compat: true }).data].slice(0, 3)).toEqual([Math.PI, -Math.PI, 0]);
  });

  test('delta takes any number of channels, each by itself', () => {
    const y = noise(5, 2, 300);
    const both = kapre.delta(kapre.stftMagnitude(y, framing)).data;
    for (const c of [0, 1]) {
      const one = kapre.delta(kapre.stftMagnitude(y.data.subarray(c * 300, (c + 1) * 300), framing)).data;
      expect(both.subarray(c * one.length, (c + 1) * one.length)).toEqual(one);
    }
  });

  test('masks are 0 to the parameter wide, those of kapre 1 to it', () => {
    const S = nd(new Float64Array(4000 * 6 * 7), [4000, 6, 7]);
    const widths = (compat: boolean): number[][] => {
      const masked = kapre.specAugment(S, { freqMaskParam: 3, timeMaskParam: 7, nTimeMasks: 0, maskValue: 1, seed: 5, compat });
      const starts = new Array<number>(6).fill(0);
      const ends = new Array<number>(6).fill(0);
      const counts = new Array<number>(4).fill(0);
      for (let i = 0; i < 4000; i++) {
        const frame = masked.data.subarray(i * 42, i * 42 + 6);
        counts[frame.reduce((n, v) => n + v, 0)]!++;
        if (frame.includes(1)) {
          starts[frame.indexOf(1)]!++;
          ends[frame.lastIndexOf(1)]!++;
        }
      }
      return [counts, starts, ends];
    };
    const [ours, starts, ends] = widths(false);
    for (const n of ours!) expect(Math.abs(n - 1000)).toBeLessThan(150); // five deviations of a fair die
    for (const n of [starts![0]!, ends![5]!]) expect(Math.abs(n - 617)).toBeLessThan(120); // 1000 (1/6 + 1/5 + 1/4)
    const [theirs] = widths(true);
    expect(theirs![0]).toBe(0);
    for (const n of theirs!.slice(1)) expect(Math.abs(n - 1333)).toBeLessThan(160);
  });
});

describe('augmentation', () => {
  test('masks touch nothing else, differ from item to item, and cover all channels of a clip', () => {
    const S = noise(6, 3, 2, 10, 8);
    const masked = kapre.specAugment(S, {
      freqMaskParam: 4,
      timeMaskParam: 5,
      nFreqMasks: 2,
      seed: 9,
      maskValue: -5,
      dataFormat: 'channels_first',
    });
    const patterns = [0, 1, 2].map((b) =>
      [0, 1].map((c) => [...masked.data.subarray((2 * b + c) * 80, (2 * b + c + 1) * 80)].map((v) => (v === -5 ? 'x' : '.')).join('')),
    );
    for (const [left, right] of patterns) expect(left).toBe(right);
    expect(new Set(patterns.map(([p]) => p)).size).toBe(3);
    masked.data.forEach((v, i) => expect(v === -5 || v === S.data[i]).toBe(true));
    expect(
      kapre.specAugment(S, { freqMaskParam: 4, timeMaskParam: 5, nFreqMasks: 2, seed: 9, maskValue: -5, dataFormat: 'channels_first' })
        .data,
    ).toEqual(masked.data);
  });

  test.each([
    ['channels_first', [40, 4, 5]],
    ['channels_last', [40, 5, 4]],
    ['channels_last', [40, 2, 3, 4]],
  ] as const)('channels change places in each item, %s %j', (dataFormat, shape) => {
    const at = dataFormat === 'channels_first' ? 1 : shape.length - 1;
    const data = new Float64Array(shape.reduce((a: number, b) => a * b, 1));
    const inner = shape.slice(at + 1).reduce((a: number, b) => a * b, 1);
    data.forEach((_, i) => (data[i] = Math.floor(i / inner) % 4));
    const ordersOf = (compat: boolean): string[] => {
      const out = toRowMajor(
        kapre.channelSwap(nd(data, [...shape]), { seed: 11, dataFormat, compat }),
        [0, at, ...shape.keys()].filter((d, i) => i < 2 || (d !== 0 && d !== at)),
      );
      const size = out.length / 160;
      return Array.from({ length: 40 }, (_, b) => {
        const rows = [0, 1, 2, 3].map((c) => new Set(out.subarray((4 * b + c) * size, (4 * b + c + 1) * size)));
        expect(rows.every((row) => row.size === 1)).toBe(true); // a channel stays together
        return rows.map((row) => [...row][0]).join('');
      });
    };
    const orders = ordersOf(false);
    for (const order of orders) expect([...order].sort().join('')).toBe('0123');
    expect(new Set(orders).size).toBeGreaterThan(10);
    expect(new Set(ordersOf(true)).size).toBe(1);
  });
});
