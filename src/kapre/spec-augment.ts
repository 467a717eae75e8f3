/**
 * Masks over bins and frames, to train networks that shall not rely on any.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { type FloatArray } from '../core/types.js';
import { type DataFormat, expectFormat, type Format, itemsOf, readSpectrogram, shapeSpectrogram } from './data-format.js';

/** Options of {@link specAugment}. */
export interface SpecAugmentOptions {
  /** Most bins that a mask covers, in [1, bins]. Must be given. */
  freqMaskParam: number;
  /** Most frames that a mask covers, in [1, frames]. Must be given. */
  timeMaskParam: number;
  /** Masks over bins, >= 0. @defaultValue `1` */
  nFreqMasks?: number | undefined;
  /** Masks over frames, >= 0. @defaultValue `1` */
  nTimeMasks?: number | undefined;
  /** What is written there. In decibels 0 is loud: choose a low level. @defaultValue `0` */
  maskValue?: number | undefined;
  /** Seed of the masks, integer in [0, 2^32): the same seed gives the same masks everywhere. Must be given. */
  seed: number;
  /** How `S` lies; `null`: `[...channels, bins, frames]`, each channel with masks of its own. In a format, a clip has them in all its channels. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
  /** `true`: masks are 1 to `...MaskParam` wide, as kapre's turn out. `false`: 0 to that, as the paper says. @defaultValue `false` */
  compat?: boolean | undefined;
}

interface Settings {
  freqMaskParam: number;
  timeMaskParam: number;
  nFreqMasks: number;
  nTimeMasks: number;
  maskValue: number;
  seed: number;
  dataFormat: Format;
  compat: boolean;
}

/**
 * Writes `maskValue` over random bands of bins and frames. Each item of a batch has its own masks.
 *
 * @param S - Spectrogram, shape `[...channels, bins, frames]`, or a batch in `dataFormat`.
 * @param options - {@link SpecAugmentOptions}; `freqMaskParam`, `timeMaskParam` and `seed` must be given.
 * @returns A copy, shape and precision as `S`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { specAugment, stftMagnitude } from '@audiolab/dsp/kapre';
 *
 * const S = stftMagnitude(new Float64Array(4096).fill(1), { nFft: 256 });
 * const masked = specAugment(S, { freqMaskParam: 8, timeMaskParam: 10, seed: 3, maskValue: -1 });
 * masked.shape; // [129, 61]
 * masked.data.filter((v) => v === -1).length; // 671
 * ```
 * @see kapre 0.4.0 `SpecAugment`. D. S. Park et al., "SpecAugment: a simple data augmentation method for automatic speech recognition",
 * Interspeech 2019.
 */
export function specAugment<T extends FloatArray>(S: NdArray<T>, options: SpecAugmentOptions): NdArray<T> {
  const caller = 'specAugment';
  const required = undefined as unknown as number;
  const settings = readOptions<Settings>(caller, options, {
    freqMaskParam: required,
    timeMaskParam: required,
    nFreqMasks: 1,
    nTimeMasks: 1,
    maskValue: 0,
    seed: required,
    dataFormat: null,
    compat: false,
  });
  const { freqMaskParam, timeMaskParam, nFreqMasks, nTimeMasks, maskValue, seed, dataFormat, compat } = settings;
  expectInteger(freqMaskParam, caller, 'freqMaskParam', 1);
  expectInteger(timeMaskParam, caller, 'timeMaskParam', 1);
  expectInteger(nFreqMasks, caller, 'nFreqMasks', 0);
  expectInteger(nTimeMasks, caller, 'nTimeMasks', 0);
  expectFinite(maskValue, caller, 'maskValue');
  expectInteger(seed, caller, 'seed', 0, 2 ** 32 - 1);
  expectBoolean(compat, caller, 'compat');
  expectFormat(dataFormat, caller, 'dataFormat');
  const features = readSpectrogram(S, caller, dataFormat, 'dataFormat');
  expectFiniteFeatures(features, caller);
  const { lead, items, bins, frames } = features;
  if (freqMaskParam > bins)
    throw new ParameterError(caller, 'freqMaskParam', `must be <= ${bins}, the bins there are, got ${freqMaskParam}`);
  if (timeMaskParam > frames)
    throw new ParameterError(caller, 'timeMaskParam', `must be <= ${frames}, the frames there are, got ${timeMaskParam}`);
  const data = features.data.slice() as T;
  const random = createRandom(seed);
  const masked = itemsOf(lead, items, dataFormat);
  const channels = items / masked;
  for (let item = 0; item < masked; item++) {
    const hiddenFrames = drawMasks(nTimeMasks, timeMaskParam, frames, compat, random);
    const hiddenBins = drawMasks(nFreqMasks, freqMaskParam, bins, compat, random);
    for (let t = 0, at = item * channels * frames * bins; t < channels * frames; t++) {
      const whole = hiddenFrames[t % frames] === 1;
      for (let k = 0; k < bins; k++, at++) if (whole || hiddenBins[k] === 1) data[at] = maskValue;
    }
  }
  return shapeSpectrogram(data, lead, bins, frames, dataFormat, caller, 'dataFormat');
}

/** 1 where one of `count` masks lies. */
function drawMasks(count: number, most: number, length: number, compat: boolean, random: Random): Uint8Array {
  const mask = new Uint8Array(length);
  const least = compat ? 1 : 0;
  for (let i = 0; i < count; i++) {
    const width = least + Math.floor(random.uniform() * (most - least + 1));
    const start = Math.floor(random.uniform() * (length - width + 1));
    mask.fill(1, start, start + width);
  }
  return mask;
}
