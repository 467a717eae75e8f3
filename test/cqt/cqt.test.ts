import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { cqtFrequencies, intervalFrequencies } from '../../src/convert/index.js';
import { cqt, createCqt, vqt } from '../../src/cqt/index.js';
import { ParameterError, type Warning } from '../../src/index.js';
import { estimateTuning } from '../../src/pitch/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';
import { disguises, expectBatchOfSignals, expectRounded, noise, numbers } from '../feature/batch.js';

const SR = { sampleRate: 22050 };
const sine = (hz: number, samples: number) => Float64Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 22050));

/** The formula: the signal times a window times a complex sinusoid, at the full rate, for every sample. */
function naive(y: Float64Array, hz: number, q: number, at: number): [number, number] {
  const length = (q * 22050) / hz;
  const first = Math.floor(-length / 2);
  const count = Math.floor(length / 2) - first;
  let [re, im, sum] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / count);
    const v = y[at + first + n] ?? 0;
    sum += w;
    re += w * v * Math.cos((2 * Math.PI * hz * (first + n)) / 22050);
    im -= w * v * Math.sin((2 * Math.PI * hz * (first + n)) / 22050);
  }
  return [(re * Math.sqrt(length)) / sum, (im * Math.sqrt(length)) / sum];
}

describe('cqt', () => {
  test('a note is loudest in its bin', () => {
    const C = cqt(sine(440, 22050), SR);
    expect(C.shape).toEqual([84, 44, 2]);
    const loudness = Array.from({ length: 84 }, (_, k) => Math.hypot(C.get(k, 20, 0), C.get(k, 20, 1)));
    expect(loudness.indexOf(Math.max(...loudness))).toBe(45);
  });

  parity('librosa', 'librosa.cqt', ([y], options) => cqt(y as Float64Array, options), {
    only: (g) => g.id !== 'cqt_soxr_hq',
    because: 'the other runs soxr, whose coefficients are single precision',
  });
  parity('librosa', 'librosa.cqt', ([y], options) => cqt(y as Float64Array, options), {
    relative: 1e-6, // soxr keeps its coefficients in single precision
    only: (g) => g.id === 'cqt_soxr_hq',
    because: 'the default resampler',
    oracleError: 'soxr computes with single-precision coefficients',
  });
  parity('cqt', 'librosa.cqt', ([y], options) => cqt(y as Float64Array, options), {
    only: (g) => !g.id.startsWith('cqt_soxr'),
    because: 'the others run soxr',
  });
  for (const [id, relative] of [
    ['cqt_soxr', 1e-6], // as above
    ['cqt_soxr_early', 1e-4], // eight to one at once: soxr's first samples are its own there, the others agree to 4e-7
  ] as const) {
    parity('cqt', 'librosa.cqt', ([y], options) => cqt(y as Float64Array, options), {
      relative,
      only: (g) => g.id === id,
      because: 'the default resampler',
      oracleError: 'soxr computes with single-precision coefficients',
    });
  }

  test('is the formula, whatever the octave, where nothing is left out of the filters', () => {
    const y = sine(300, 12000).map((v, n) => v + Math.sin(0.01 * n) + 0.3 * Math.cos(0.2 * n));
    const C = cqt(y, { ...SR, sparsity: 0, nBins: 60, fmin: 65.4 });
    const r = 2 ** (1 / 6);
    const q = (r + 1) / (r - 1);
    for (const k of [0, 13, 30, 47, 59]) {
      const [re, im] = naive(y, cqtFrequencies(60, { fmin: 65.4 })[k]!, q, 12 * 512);
      const peak = Math.hypot(re, im);
      // lengths are rounded to whole samples at each rate: within a few parts in a thousand
      expect(Math.hypot(C.get(k, 12, 0) - re, C.get(k, 12, 1) - im)).toBeLessThan(0.02 * Math.max(peak, 1));
    }
  });

  test('is linear, and a delay by a hop is a delay by a frame', () => {
    const [a, b] = [noise(9000, 1), noise(9000, 2)];
    const o = { ...SR, nBins: 12, fmin: 2000 }; // no halving, whose filters see the beginning of the signal
    const sum = cqt(
      a.map((v, n) => 2 * v - b[n]!),
      o,
    );
    const parts = [cqt(a, o), cqt(b, o)];
    expectClose(
      sum.data,
      parts[0]!.data.map((v, i) => 2 * v - parts[1]!.data[i]!),
      1e-12,
    );
    const late = cqt(Float64Array.of(...new Float64Array(512), ...a), o);
    expectClose(late.data.subarray(24), parts[0]!.data, 1e-12);
  });

  test('a batch is the loop, precision is kept, a rate may come along', () => {
    expectBatchOfSignals((y) => cqt(y, { ...SR, nBins: 20, fmin: 200 }), 3000);
    const y = Float32Array.from(noise(3000, 3));
    expectRounded(cqt(y, SR), cqt(Float64Array.from(y), SR));
    for (const given of disguises(Float64Array.from(y))) expect(cqt(given, SR).data).toEqual(cqt(Float64Array.from(y), SR).data);
  });

  test('silence is zeros, one sample is one frame, and the frames are those of the samples whatever is halved', () => {
    expect(Math.max(...cqt(new Float64Array(5000), SR).data.map(Math.abs))).toBe(0);
    expect(cqt(Float64Array.of(1), { ...SR, tuning: null }).shape).toEqual([84, 1, 2]);
    for (const samples of [511, 512, 513, 4095, 4096]) {
      for (const nBins of [1, 13, 84]) expect(cqt(noise(samples, 1), { ...SR, nBins }).shape[1]).toBe(1 + Math.floor(samples / 512));
    }
  });

  test('estimates the tuning of each channel', () => {
    const y = [sine(440 * 2 ** (0.3 / 12), 22050), sine(440 * 2 ** (-0.2 / 12), 22050)];
    const both = cqt(nd(Float64Array.of(...y[0]!, ...y[1]!), [2, 22050]), { ...SR, tuning: null });
    expect(numbers(both)).toEqual(y.flatMap((one) => numbers(cqt(one, { ...SR, tuning: estimateTuning(one, SR) }))));
    const warnings: Warning[] = [];
    cqt(new Float64Array(4096), { ...SR, tuning: null, onWarning: (w) => warnings.push(w) });
    expect(warnings.map(({ caller, code }) => [caller, code])).toEqual([['cqt', 'no-pitches']]);
  });

  test('a plan gives the same, again and again, for signals of any length', () => {
    const plan = createCqt({ ...SR, nBins: 50 });
    expectClose(plan.frequencies, cqtFrequencies(50, { fmin: 32.70319566257483 }), 1e-15);
    for (const samples of [9000, 9000, 700, 20000]) {
      const y = noise(samples, samples);
      const out = new Float64Array(plan.frames(samples) * plan.bins * 2).fill(NaN);
      plan.processInto(out, y);
      expect(out).toEqual(cqt(y, { ...SR, nBins: 50 }).data);
    }
    expect(() => plan.processInto(new Float64Array(3), noise(600, 1))).toThrow(
      'Cqt.processInto: "out" must hold 100 x 2 frames = 200 numbers, got 3',
    );
    expect(() => plan.processInto(new Float64Array(200), noise(600, 1).fill(NaN, 7, 8))).toThrow(
      'Cqt.processInto: "y" must be finite, got NaN at index 7',
    );
    expect(() => createCqt({ ...SR, tuning: null })).toThrow(
      'createCqt: "tuning" must be given; estimateTuning estimates it from a signal',
    );
    expect(() => createCqt({} as never)).toThrow('createCqt: "sampleRate" must be given in Hz');
  });

  test('says how many bins fit', () => {
    const y = noise(9000, 1);
    const call = (nBins: number) => () => cqt(y, { sampleRate: 8000, nBins });
    expect(call(84)).toThrow(
      'cqt: "nBins" must be <= 83: the filter of 3951.1 Hz ends at 4122.1 Hz, above half of sampleRate = 8000; got 84',
    );
    expect(call(83)().shape[0]).toBe(83);
    expect(() => cqt(y, { sampleRate: 8000, fmin: 3999 })).toThrow('cqt: "nBins" is too many, even 1 is:');
  });

  test.each([
    [{ sampleRate: undefined }, '"sampleRate" must be given in Hz, since the signal does not carry its rate'],
    [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    [{ fmin: 0 }, '"fmin" must be a finite number > 0, got 0'],
    [{ fmin: 30000 }, '"fmin" must be a frequency below half of sampleRate = 22050, got 30000 with the tuning'],
    [{ fmin: 1e-4, hopLength: 1 }, '"fmin" is too low: its filter has'],
    [{ nBins: 0 }, '"nBins" must be an integer in [1, 100000], got 0'],
    [{ binsPerOctave: 1.5 }, '"binsPerOctave" must be an integer in [1, 1000], got 1.5'],
    [{ tuning: NaN }, '"tuning" must be a finite number, got NaN'],
    [{ filterScale: 0 }, '"filterScale" must be a finite number > 0, got 0'],
    [{ norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ sparsity: 1 }, '"sparsity" must be in [0, 1), got 1'],
    [{ scale: 1 }, '"scale" must be true or false, got 1'],
    [{ padMode: 'wrap' }, '"padMode" must be one of "constant", "edge", "linear_ramp", "reflect", "symmetric", got "wrap"'],
    [{ resType: 'soxr_vhq' }, '"resType" must be one of "soxr_hq", "polyphase", "sinc", got "soxr_vhq"; did you mean "soxr_hq"?'],
    [{ gamma: 1 }, '"gamma" is not an option'],
  ])('refuses %o', (bad, message) => {
    const call = () => cqt(noise(3000, 1), { ...SR, ...(bad as object) });
    expect(call).toThrow(`cqt: ${message}`);
    expect(call).toThrow(message.includes('true or false') ? TypeError : ParameterError);
  });

  test('refuses bad samples', () => {
    expect(() => cqt(noise(3000, 1).fill(NaN, 5, 6), SR)).toThrow('cqt: "y" must be finite, got NaN at index 5');
    expect(() => cqt(new Float64Array(9000).fill(1e308), SR)).toThrow('cqt: "y" is too large');
    expect(() => cqt(new Float64Array(0), SR)).toThrow('cqt: "y" must not be empty');
  });
});

describe('vqt', () => {
  test('with gamma 0 it is the constant-Q transform', () => {
    const y = noise(5000, 1);
    expect(vqt(y, { ...SR, gamma: 0 }).data).toEqual(cqt(y, SR).data);
  });

  for (const folder of ['librosa', 'cqt']) parity(folder, 'librosa.vqt', ([y], options) => vqt(y as Float64Array, options));

  test('its low bins follow faster the larger gamma', () => {
    const click = new Float64Array(22050);
    click[11025] = 1;
    const width = (gamma: number | null) => {
      const V = vqt(click, { ...SR, gamma, hopLength: 64, nBins: 24 });
      return Array.from({ length: V.shape[1]! }, (_, t) => t).filter((t) => Math.hypot(V.get(0, t, 0), V.get(0, t, 1)) > 1e-3).length;
    };
    expect(width(20)).toBeLessThan(width(null));
    expect(width(null)).toBeLessThan(width(0));
  });

  test('its bins stand where the intervals say', () => {
    const freqs = intervalFrequencies(9, { fmin: 220, intervals: [1, 5 / 4, 3 / 2] });
    freqs.forEach((hz, k) => {
      const V = vqt(sine(hz, 8000), { ...SR, fmin: 220, nBins: 9, intervals: [1, 5 / 4, 3 / 2], gamma: 0 });
      const loudness = Array.from(freqs, (_, j) => Math.hypot(V.get(j, 8, 0), V.get(j, 8, 1)));
      expect(loudness.indexOf(Math.max(...loudness))).toBe(k);
    });
  });

  test('ratios below 1 are ratios too', () => {
    const V = vqt(noise(3000, 1), { ...SR, intervals: [0.01, 0.015], fmin: 22050 * 0.49, nBins: 10 });
    expect([V.shape, V.data.every(Number.isFinite)]).toEqual([[10, 6, 2], true]);
  });

  test.each([
    [{ intervals: [] }, '"intervals" must not be empty'],
    [{ intervals: [1, -1] }, '"intervals[1]" must be a finite number > 0, got -1'],
    [{ intervals: [1, 1] }, '"intervals" must give different frequencies, got 32.70319566257483 Hz twice'],
    [{ intervals: 'ji11' }, '"intervals" must be one of "equal", "pythagorean", "ji3", "ji5", "ji7", got "ji11"'],
    [{ gamma: -1 }, '"gamma" must be a finite number >= 0, got -1'],
  ])('refuses %o', (bad, message) => {
    expect(() => vqt(noise(3000, 1), { ...SR, ...(bad as object) })).toThrow(`vqt: ${message}`);
  });
});
