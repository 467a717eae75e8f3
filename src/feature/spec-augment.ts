/**
 * Masks over spectrograms.
 * @module
 */
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { type FloatArray } from '../core/types.js';

/** Options of {@link specAugment}. */
export interface SpecAugmentOptions {
  /** Masks over frames, >= 0. @defaultValue `1` */
  nTimeMasks?: number | undefined;
  /** Frames that a mask has less than, >= 0. @defaultValue `40` */
  timeMaskParam?: number | undefined;
  /** Masks over bins, >= 0. @defaultValue `1` */
  nFreqMasks?: number | undefined;
  /** Bins that a mask has less than, >= 0. @defaultValue `27` */
  freqMaskParam?: number | undefined;
  /** Whether each item along the leading axes has masks of its own. @defaultValue `true` */
  iidMasks?: boolean | undefined;
  /** Share of the axis that no mask is wider than, in [0, 1]. @defaultValue `1` */
  p?: number | undefined;
  /** Whether masks hold 0; else the mean of their item, as it was. @defaultValue `false` */
  zeroMasking?: boolean | undefined;
  /** Seed of the masks, an integer in [0, 2^32). Must be given. */
  seed?: number | undefined;
}

/** First and last + 1 of the masked. */
type Mask = readonly [from: number, to: number];

/**
 * Hides stretches of time and bands of frequency of a spectrogram, so that a model learns not to rely on any of them. A mask is as wide as is drawn
 * evenly from [0, least of `...MaskParam` and `p` times the axis), rounded down, and lies anywhere. The same seed hides the same.
 *
 * @param S - Spectrogram or features, shape `[...channels, bins, frames]`.
 * @param options - See {@link SpecAugmentOptions}; `seed` must be given.
 * @returns A masked copy, same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is NaN or infinite.
 * @example
 * ```ts
 * const S = melSpectrogram(new Float32Array(16000).fill(0.1), { sampleRate: 16000, nMels: 40 });
 * specAugment(S, { seed: 7, timeMaskParam: 10, freqMaskParam: 8 }).shape; // [40, 32]
 * ```
 * @see torchaudio 2.11 `transforms.SpecAugment`, whose mean is that of the whole batch. D. S. Park and others, SpecAugment, Interspeech 2019.
 */
export function specAugment<T extends FloatArray>(S: NdArray<T>, options: SpecAugmentOptions): NdArray<T> {
  const caller = 'specAugment';
  const settings = readOptions(caller, options, {
    nTimeMasks: 1,
    timeMaskParam: 40,
    nFreqMasks: 1,
    freqMaskParam: 27,
    iidMasks: true,
    p: 1,
    zeroMasking: false,
    seed: NaN,
  });
  for (const name of ['nTimeMasks', 'timeMaskParam', 'nFreqMasks', 'freqMaskParam'] as const) {
    expectInteger(settings[name], caller, name, 0);
  }
  expectBoolean(settings.iidMasks, caller, 'iidMasks');
  expectFinite(settings.p, caller, 'p', 0, 1);
  expectBoolean(settings.zeroMasking, caller, 'zeroMasking');
  expectInteger(settings.seed, caller, 'seed', 0, 2 ** 32 - 1);
  const features = readFeatures(S, caller);
  expectFiniteFeatures(features, caller);
  const { lead, items, bins, frames } = features;
  const out = features.data.slice() as T;
  const draw = masksFrom(settings.seed, settings.p);
  let [timeMasks, freqMasks]: Mask[][] = [[], []];
  for (let item = 0; item < items; item++) {
    if (item === 0 || settings.iidMasks) {
      timeMasks = draw(settings.nTimeMasks, settings.timeMaskParam, frames);
      freqMasks = draw(settings.nFreqMasks, settings.freqMaskParam, bins);
    }
    const x = out.subarray(item * bins * frames, (item + 1) * bins * frames);
    const value = settings.zeroMasking ? 0 : meanOf(x);
    for (const [from, to] of timeMasks!) x.fill(value, from * bins, to * bins);
    for (const [from, to] of freqMasks!) for (let t = 0; t < frames; t++) x.fill(value, t * bins + from, t * bins + to);
  }
  return timeMajor(out, lead, bins, frames);
}

function meanOf(x: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  return sum / x.length;
}

/** Draws masks along an axis. */
function masksFrom(seed: number, p: number): (count: number, param: number, size: number) => Mask[] {
  const random = createRandom(seed);
  return (count, param, size) =>
    Array.from({ length: count }, (): Mask => {
      const width = random.uniform() * Math.min(param, Math.floor(p * size));
      const from = Math.floor(random.uniform() * (size - width));
      return [from, from + Math.floor(width)];
    });
}
