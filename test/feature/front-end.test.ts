import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { prepareFrame, prepareSignal, type StepSettings } from '../../src/feature/frame-steps.js';
import { planFrontEnd, resolveFrontEnd } from '../../src/feature/front-end.js';
import { frontEndDefaults, type FrontEndSettings, STEP_DEFAULTS } from '../../src/feature/front-end-options.js';
import {
  createLogMel,
  createMelSpectrogram,
  createMfcc,
  logMel,
  type LogMelOptions,
  melSpectrogram,
  mfcc,
  type MfccOptions,
  ParameterError,
  powerToDb,
  preemphasis,
  type PresetName,
  presets,
} from '../../src/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { countGrid, type FrameGrid, type FrameRule, gridOrigin } from '../../src/stft/frame-rule.js';
import { expectClose } from '../support/close.js';

afterEach(() => setEngine('auto'));

const NAMES = Object.keys(presets) as PresetName[];
const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => 0.1 * random.normal());
};
const y = noise(4000);
const sampleRate = 16000;

describe.each(NAMES)('preset %s', (preset) => {
  test('is a frozen record of ordinary options', () => {
    expect(Object.isFrozen(presets[preset])).toBe(true);
    expectClose(mfcc(y, { ...presets[preset], sampleRate }).data, mfcc(y, { preset, sampleRate }).data, 0);
  });

  test('computes each channel as if it were alone, and plans what functions compute', () => {
    const [soft, loud] = [noise(4000, 2).map((v) => 1e-6 * v), y];
    const both = nd(Float64Array.from([...soft, ...loud]), [2, 4000]);
    const options = { preset, sampleRate, topDbOver: 'channel' } as const;
    const [a, b] = [soft, loud].map((x) => mfcc(x, options).data);
    expectClose(mfcc(both, options).data, Float64Array.from([...a!, ...b!]), 0);
    const cepstra = createMfcc(options);
    const levels = createLogMel(options);
    const bands = createMelSpectrogram({ preset, sampleRate });
    for (const x of [loud, soft.subarray(0, 2500), loud]) {
      const out = new Float64Array(cepstra.frames(x.length) * cepstra.nMfcc);
      cepstra.processInto(out, x);
      expectClose(out, mfcc(x, options).data, 0);
      const rows = new Float64Array(levels.frames(x.length) * levels.width);
      levels.processInto(rows, x);
      expectClose(rows, logMel(x, options).data, 0);
      const mel = new Float64Array(bands.frames(x.length) * bands.nMels);
      bands.processInto(mel, x);
      expectClose(mel, melSpectrogram(x, { preset, sampleRate }).data, 0);
    }
  });

  test('rounds double results for single precision, where TypeScript computes, and is near them on SIMD', () => {
    const single = Float32Array.from(y);
    const double = mfcc(Float64Array.from(single), { preset, sampleRate });
    expectClose(mfcc(single, { preset, sampleRate }), double, 1e-5);
    setEngine('js');
    const rounded = mfcc(single, { preset, sampleRate });
    expect(rounded.data).toBeInstanceOf(Float32Array);
    expectClose(rounded.data, Float32Array.from(double.data), 0);
  });

  test('is finite for silence, constants and subnormal samples, and refuses NaN wherever it is', () => {
    for (const value of [0, 0.5, 5e-324]) {
      for (const feature of [mfcc, logMel, melSpectrogram]) {
        expect(feature(new Float64Array(3000).fill(value), { preset, sampleRate }).data.every(Number.isFinite)).toBe(true);
      }
    }
    for (const at of [0, 2000, 3999]) {
      const bad = y.slice();
      bad[at] = NaN;
      expect(() => mfcc(bad, { preset, sampleRate })).toThrow(`mfcc: "y" must be finite, got NaN at index ${at}`);
      expect(() => logMel(bad, { preset, sampleRate })).toThrow(`logMel: "y" must be finite, got NaN at index ${at}`);
    }
    if (presets[preset].power === 1) return; // nothing is squared, or the peak divided out
    expect(() => mfcc(y.slice().fill(1e200), { preset, sampleRate })).toThrow(
      'mfcc: "y" is too large: values up to 1e+200 overflow; scale it down',
    );
  });
});

describe('presets that librosa has the steps for', () => {
  const single = Float32Array.from(y);
  test.each<[PresetName, MfccOptions]>([
    ['librosa', {}],
    ['librosa-1.0', {}],
    ['torchaudio', { nFft: 400, hopLength: 200, padMode: 'reflect', htk: true, melNorm: null, nMfcc: 40 }],
    ['kapre', { center: false, power: 1, amin: 1e-5, norm: 'htk' }],
  ])('%s runs on its kernels', (preset, options) => {
    const fast = mfcc(single, { preset, sampleRate }).data;
    expect(fast).toEqual(mfcc(single, { ...options, sampleRate }).data);
    setEngine('js');
    expect(fast).not.toEqual(mfcc(single, { preset, sampleRate }).data);
  });

  test.each<PresetName>(['whisper', 'torchaudio', 'kapre'])('logMel of %s takes its bands from them', (preset) => {
    const fast = logMel(single, { preset, sampleRate });
    setEngine('js');
    const slow = logMel(single, { preset, sampleRate });
    expect(fast.data).not.toEqual(slow.data);
    expectClose(fast, slow, 2e-6);
    const quiet = single.map((v, n) => (n > 2000 ? 1e-30 * v : v)); // beyond the range of single precision once squared
    setEngine('auto');
    expect(logMel(quiet, { preset, sampleRate }).data.every(Number.isFinite)).toBe(true);
  });

  test('logMel without a preset is powerToDb of the mel spectrogram', () => {
    expectClose(logMel(y, { sampleRate }), powerToDb(melSpectrogram(y, { sampleRate }), { topDb: 80 }), 1e-14);
  });
});

describe('options beside a preset', () => {
  const shape = (options: LogMelOptions): number[] => logMel(y, { sampleRate, ...options }).shape;
  test('take the place of its own, seconds of samples and samples of seconds', () => {
    expect(shape({ preset: 'kaldi' })).toEqual([23, 23]);
    expect(shape({ preset: 'kaldi', nMels: 40 })).toEqual([40, 23]);
    expect(shape({ preset: 'kaldi', hopLength: 80 })).toEqual([23, 46]);
    expect(shape({ preset: 'kaldi', energy: 'raw' })).toEqual([24, 23]);
    expect(shape({ preset: 'torchaudio', hopSeconds: 0.01 })).toEqual([128, 26]);
    expect(createLogMel({ preset: 'kaldi', sampleRate }).options).toMatchObject({ nFft: 512, winLength: 400, hopLength: 160 });
    expect(createLogMel({ preset: 'kaldi', sampleRate, nFft: 1024 }).options).toMatchObject({ nFft: 1024, winLength: 400 });
    expect(createLogMel({ preset: 'kaldi', sampleRate, winLength: 600 }).options).toMatchObject({ nFft: 1024, winLength: 600 });
    expect(createLogMel({ preset: 'psf', sampleRate: 22050, nFft: 1024 }).options).toMatchObject({ winLength: 551, hopLength: 221 });
    expect(createLogMel({ preset: 'kaldi', sampleRate: 22050 }).options).toMatchObject({ winLength: 551, hopLength: 220 });
  });

  test.each<[MfccOptions, string, string]>([
    [
      { preset: 'kaldy' as 'kaldi' },
      'preset',
      `must be one of ${NAMES.map((n) => `"${n}"`).join(', ')}, null, got "kaldy"; did you mean "kaldi"?`,
    ],
    [
      { preset: 'whisper', sampleRate: 22050 },
      'sampleRate',
      'must be 16000 for preset "whisper", whose models hear nothing else, got 22050; resample the signal',
    ],
    [
      { preset: 'torchaudio', sampleRate: 11025 },
      'sampleRate',
      'must be an even integer for preset "torchaudio", which halves it in whole numbers, got 11025; resample the signal',
    ],
    [
      { preset: 'psf', sampleRate: 44100 },
      'winLength',
      'must be <= nFft = 512, got 1103, which is 0.025 s at 44100 Hz: up to 20480 Hz fit',
    ],
    [{ preset: 'tensorflow', sampleRate: 8000 }, 'fmax', 'must be <= sampleRate / 2 = 4000, got 7600'],
    [{ preset: 'kaldi', sampleRate: 30 }, 'winSeconds', 'must be at least one sample, 0.03333333333333333 s at 30 Hz, got 0.025'],
    [{ preset: 'kaldi', winLength: 400, winSeconds: 0.025 }, 'winSeconds', 'must not be given beside winLength, for both say the same'],
    [{ roundToPowerOfTwo: true }, 'roundToPowerOfTwo', 'needs winLength or winSeconds to make nFft of'],
    [
      { preset: 'whisper', center: false },
      'center',
      'contradicts the step "framing": frameRule "dropLast" is for centred frames, got false',
    ],
    [
      { preset: 'psf', center: true },
      'center',
      'contradicts the step "framing": frameRule "cover" is for frames that are not centred, got true',
    ],
    [
      { preset: 'librosa', truncate: true },
      'truncate',
      'contradicts the step "window": a frame loses its end if windowAlign is "left", got "center"',
    ],
    [{ preset: 'torchaudio', htkMode: true }, 'htkMode', 'contradicts the step "mel filters": it is for melDomain "mel", got "hz"'],
    [
      { preset: 'pyaudioanalysis', nMels: 26 },
      'nMels',
      'contradicts the step "mel filters": melBank "talkbox-half" has fixed ones, for which it is 40, got 26',
    ],
    [
      { preset: 'pyaudioanalysis', melNorm: null },
      'melNorm',
      'contradicts the step "mel filters": melBank "talkbox-half" has fixed ones, for which it is slaney, got null',
    ],
    [
      { preset: 'kaldi', energyPlace: 'omit' },
      'energyPlace',
      'contradicts the step "energy": what is omitted needs no energy; give energy: null',
    ],
    [{ preset: 'kapre', dctType: 3 }, 'norm', '"htk" is a scale of type 2, got dctType 3'],
    [{ preset: 'kaldi', nMfcc: 24 }, 'nMfcc', 'must be <= 23, the number of bands, got 24'],
    [{ scale: 0 }, 'scale', 'must be a finite number > 0, got 0'],
    [{ dither: -1 }, 'dither', 'must be a finite number >= 0, got -1'],
    [{ dither: 1, seed: 0.5 }, 'seed', 'must be an integer in [0, 4294967295], got 0.5'],
    [{ preemphasis: 1.5 }, 'preemphasis', 'must be a finite number in [0, 1], got 1.5'],
    [{ preemphasisOn: 'frames' as 'frame' }, 'preemphasisOn', 'must be one of "signal", "frame", got "frames"; did you mean "frame"?'],
    [{ melDomain: 'mels' as 'mel' }, 'melDomain', 'must be one of "hz", "mel", "bins", got "mels"; did you mean "mel"?'],
    [{ log: 'dB' as 'db' }, 'log', 'must be one of "db", "ln", "log10", got "dB"; did you mean "db"?'],
    [{ amin: 0 }, 'amin', 'must be a finite number > 0, got 0'],
    [{ logScale: 0 }, 'logScale', 'must not be 0, which leaves nothing'],
    [{ energyFloor: -1, energy: 'raw' }, 'energyFloor', 'must be a finite number >= 0, got -1'],
    [{ lifterOrigin: 2 as 1 }, 'lifterOrigin', 'must be one of 0, 1, got 2'],
    [{ melPower: 0 }, 'melPower', 'must be a finite number > 0, got 0'],
  ])('%o are refused', (options, parameter, rule) => {
    expect(() => mfcc(y, { sampleRate, ...options })).toThrow(new ParameterError('mfcc', parameter, rule));
  });

  test('of other functions, and switches that are none, are refused', () => {
    expect(() => melSpectrogram(y, { sampleRate, preset: 'kaldi', log: 'ln' } as object)).toThrow('melSpectrogram: "log" is not an option');
    expect(() => logMel(y, { sampleRate, preset: 'kaldi', nMfcc: 13 } as object)).toThrow('logMel: "nMfcc" is not an option');
    expect(() => logMel(y, { sampleRate, removeDc: 1 as unknown as boolean })).toThrow(
      new TypeError('logMel: "removeDc" must be true or false, got 1'),
    );
  });

  test('a signal without a frame is refused, with what a frame needs', () => {
    const call = (length: number, options: LogMelOptions) => (): unknown => logMel(y.subarray(0, length), { sampleRate, ...options });
    expect(call(399, { preset: 'kaldi' })).toThrow(
      new ParameterError('logMel', 'y', 'must have at least 400 samples, a whole frame, got 399; or choose another frameRule'),
    );
    expect(call(79, { preset: 'kaldi', frameRule: 'mirror' })).toThrow(
      new ParameterError('logMel', 'hopLength', 'must be <= 158 for a frame of 79 samples, got 160'),
    );
    expect(call(159, { preset: 'whisper' })).toThrow(
      new ParameterError('logMel', 'frameRule', '"dropLast" leaves no frame of 159 samples; 160 make one'),
    );
    expect(logMel(y.subarray(0, 1), { sampleRate, preset: 'psf' }).shape).toEqual([26, 1]);
    expect(logMel(y.subarray(0, 80), { sampleRate, preset: 'kaldi', frameRule: 'mirror' }).shape).toEqual([23, 1]);
  });
});

describe('frames', () => {
  const grids = fc.record({
    frameLength: fc.integer({ min: 1, max: 40 }),
    hopLength: fc.integer({ min: 1, max: 50 }),
    length: fc.integer({ min: 1, max: 200 }),
  });
  const of = (rule: FrameRule, center: boolean, check: (grid: FrameGrid, length: number, frames: number, origin: number) => void): void =>
    fc.assert(
      fc.property(grids, ({ length, ...sizes }) => {
        const grid = { ...sizes, center, frameRule: rule };
        let frames = 0;
        try {
          frames = countGrid(grid, length, 'test');
        } catch (error) {
          expect(error).toBeInstanceOf(ParameterError);
        }
        check(grid, length, frames, gridOrigin(grid, length));
      }),
    );
  test('whole ones lie inside, and one more would not', () =>
    of('whole', false, ({ frameLength, hopLength }, length, frames) => {
      if (frames > 0) expect((frames - 1) * hopLength + frameLength).toBeLessThanOrEqual(length);
      expect(frames * hopLength + frameLength).toBeGreaterThan(length);
    }));
  test('that cover the signal reach its end, and one fewer would not', () =>
    of('cover', false, ({ frameLength, hopLength }, length, frames) => {
      expect((frames - 1) * hopLength + frameLength).toBeGreaterThanOrEqual(length);
      if (frames > 1) expect((frames - 2) * hopLength + frameLength).toBeLessThan(length);
    }));
  test('padded at the end begin at each hop', () =>
    of('padEnd', false, ({ hopLength }, length, frames) => {
      expect((frames - 1) * hopLength).toBeLessThan(length);
      expect(frames * hopLength).toBeGreaterThanOrEqual(length);
    }));
  test('of the rule same have as much padding before as behind, or one less', () =>
    of('same', false, ({ frameLength, hopLength }, length, frames, origin) => {
      const behind = (frames - 1) * hopLength + origin + frameLength - length;
      if (behind > 0) expect([0, 1]).toContain(behind + origin);
      else expect(origin).toBe(0);
    }));
  test('in the middle of each hop are as many as hops, the last one if half of it is there', () =>
    of('mirror', false, ({ hopLength, frameLength }, length, frames, origin) => {
      expect(frames).toBe(Math.floor((length + Math.floor(hopLength / 2)) / hopLength));
      expect(origin + Math.floor(frameLength / 2)).toBe(Math.floor(hopLength / 2));
    }));
  test('centred without the last one are one fewer', () =>
    of('dropLast', true, (grid, length, frames) => {
      expect(frames).toBe(countGrid({ ...grid, frameRule: 'whole' }, length, 'test') - 1);
    }));
});

describe('steps', () => {
  const steps = (given: Partial<StepSettings>): StepSettings => ({ ...STEP_DEFAULTS, ...given });
  const prepared = (x: Float64Array, given: Partial<StepSettings>): Float64Array => {
    const out = new Float64Array(x.length);
    prepareSignal(out, x, steps(given));
    return out;
  };
  test('pre-emphasis has three ways to begin; one is librosa’s', () => {
    const x = Float64Array.of(4, 2, 8);
    expect(prepared(x, { preemphasis: 0.5 })).toEqual(Float64Array.of(4, 0, 7));
    expect(prepared(x, { preemphasis: 0.5, preemphasisStart: 'repeat' })).toEqual(Float64Array.of(2, 0, 7));
    expect(prepared(x, { preemphasis: 0.5, preemphasisStart: 'extrapolate' })).toEqual(preemphasis(x, { coef: 0.5 }));
    const frame = x.slice();
    expect(prepareFrame(frame, steps({ preemphasis: 0.5, preemphasisOn: 'frame' }), 0)).toBe(84); // the energy before
    expect(frame).toEqual(Float64Array.of(4, 0, 7));
  });

  test('scale, normalisation and DC removal', () => {
    expect(prepared(Float64Array.of(1, -2), { scale: 3 })).toEqual(Float64Array.of(3, -6));
    expectClose(prepared(Float64Array.of(1, 2, 6), { normalizeSignal: true }), Float64Array.of(-2 / 3, -1 / 3, 1), 1e-10);
    const frame = Float64Array.of(1, 2, 6);
    expect(prepareFrame(frame, steps({ removeDc: true }), 0)).toBe(14);
    expect(frame).toEqual(Float64Array.of(-2, -1, 3));
  });

  test('a scale is the scaled signal, bit for bit', () => {
    const options: MfccOptions = { preset: 'kaldi', sampleRate };
    const loud = y.map((v) => 32768 * v);
    expect(mfcc(loud, { ...options, scale: 1 }).data).toEqual(mfcc(y, options).data);
  });

  test('dither has its deviation, and follows from the seed, the sample and, in frames, from the frame alone', () => {
    const x = prepared(new Float64Array(10000), { dither: 2, seed: 7 });
    expect(Math.abs(Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length) - 2)).toBeLessThan(0.06);
    expect(Math.abs(x.reduce((sum, v) => sum + v, 0) / x.length)).toBeLessThan(0.06);
    const options: LogMelOptions = { preset: 'kaldi', sampleRate, dither: 1 };
    const all = logMel(y, options);
    expect(logMel(y, options).data).toEqual(all.data);
    expect(logMel(y, { ...options, seed: 1 }).data).not.toEqual(all.data);
    expect(logMel(y.subarray(0, 1000), options).data).toEqual(all.data.slice(0, 4 * 23));
    const silent = logMel(new Float64Array(1200), options);
    expect(silent.get(5, 0)).not.toBe(silent.get(5, 1)); // each frame has its own
  });

  test('a window may be left, centred or cut off, as its frame is', () => {
    const at = (options: LogMelOptions) =>
      melSpectrogram(y, { sampleRate, nFft: 512, hopLength: 100, nMels: 20, center: false, ...options });
    const centred = at({ winLength: 400 });
    const left = at({ winLength: 400, windowAlign: 'left' });
    expectClose(
      left.pick(null, 0),
      melSpectrogram(y.subarray(0, 400), {
        ...{ sampleRate, nFft: 512, hopLength: 100, nMels: 20, center: false },
        winLength: 400,
        windowAlign: 'left',
      }),
      0,
    );
    const behind = Float64Array.from({ length: 4056 }, (_, n) => (n < 56 ? 0 : y[n - 56]!));
    expectClose(
      melSpectrogram(behind, { sampleRate, nFft: 512, hopLength: 100, nMels: 20, center: false, winLength: 400 }).pick(null, 0),
      left.pick(null, 0),
      1e-12,
    );
    expect(centred.shape[1]).toBe(35);
    expect(left.shape[1]).toBe(37);
    const long = y.map((v, n) => (n < 512 ? v : 0)); // what a frame of 800 loses
    const cut: LogMelOptions = { winLength: 800, windowAlign: 'left', truncate: true, window: 'boxcar' };
    expectClose(
      at(cut).pick(null, 0),
      melSpectrogram(long.subarray(0, 512), { sampleRate, nFft: 512, nMels: 20, center: false, window: 'boxcar' }).pick(null, 0),
      1e-13,
    );
  });

  test('pieces of a signal have its frames, bit for bit', () => {
    const settings = resolveFrontEnd({ ...frontEndDefaults(), ...presets.kaldi, dither: 3 } as FrontEndSettings, sampleRate, 'test');
    const front = planFrontEnd(settings, null, sampleRate, 'test');
    const [whole, piece] = [new Float64Array(23), new Float64Array(23)];
    for (const t of [0, 7, 22]) {
      front.take(y);
      const energies = new Float64Array(2);
      front.load(0, t);
      front.compute(whole, 0, energies, 0, 1, 'raw', false);
      front.take(y.subarray(160 * t - (t ? 5 : 0), 160 * t + 400), t ? 5 : 0, t);
      front.load(0, t);
      front.compute(piece, 0, energies, 1, 1, 'raw', false);
      expect(energies[1]).toBe(energies[0]);
      expect(piece).toEqual(whole);
    }
  });

  test('the least energy, and the length of an FFT whose frame was rounded down to a power of two', () => {
    expect(mfcc(new Float64Array(800), { preset: 'kaldi', sampleRate }).get(0, 0)).toBe(Math.log(2 ** -23));
    expect(mfcc(new Float64Array(800), { preset: 'kaldi', sampleRate, energyFloor: 2 }).get(0, 0)).toBe(Math.log(2));
    const rounded = createMfcc({ preset: 'psf-0.6.1', sampleRate, winSeconds: 512.3 / sampleRate }).options;
    expect([rounded.winLength, rounded.nFft]).toEqual([512, 1024]);
  });

  test('a negative fmax counts from half the rate where it is let', () => {
    const want = logMel(y, { preset: 'kaldi', sampleRate, fmax: 7600 }).data;
    expect(logMel(y, { preset: 'kaldi', sampleRate, fmax: -400 }).data).toEqual(want);
    expect(() => logMel(y, { sampleRate, fmax: -400 })).toThrow('logMel: "fmax" must be a finite number > 0, got -400');
  });

  test('standardised bands have mean 0 and deviation 1, a single frame is 0', () => {
    const bands = logMel(y, { preset: 'nemo', sampleRate });
    const [nMels, frames] = bands.shape as [number, number];
    for (let m = 0; m < nMels; m++) {
      const row = Array.from({ length: frames }, (_, t) => bands.get(m, t));
      const mean = row.reduce((a, b) => a + b, 0) / frames;
      expect(Math.abs(mean)).toBeLessThan(1e-12);
      expect(Math.abs(row.reduce((a, b) => a + (b - mean) ** 2, 0) / (frames - 1) - 1)).toBeLessThan(1e-4);
    }
    expect(logMel(y.subarray(0, 200), { preset: 'nemo', sampleRate }).data).toEqual(new Float64Array(80));
  });

  test('coefficient 0 moves, or goes', () => {
    const options: MfccOptions = { preset: 'htk', sampleRate };
    const [first, last, none] = (['first', 'last', 'omit'] as const).map((energyPlace) => mfcc(y, { ...options, energyPlace }));
    expect(none!.shape).toEqual([12, 23]);
    for (let t = 0; t < 23; t++) {
      const column = (x: typeof first): number[] => Array.from({ length: x!.shape[0]! }, (_, k) => x!.get(k, t));
      expect(column(last)).toEqual([...column(first).slice(1), column(first)[0]]);
      expect(column(none)).toEqual(column(first).slice(1));
    }
  });
});
