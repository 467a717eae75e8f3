/**
 * How kapre 0.1 cuts signals into frames: it convolves them, in strides, with the rows of a windowed DFT.
 * @module
 */
import { ParameterError, type Warning } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { expectInteger, expectOneOf } from '../core/options.js';
import { type Analysis, spectraOfSizes } from './analysis.js';
import { type DataFormat, expectFormat, type Format } from './data-format.js';

/** Whether frames reach over both ends (`'same'`) or stay inside (`'valid'`). */
export type Padding = 'same' | 'valid';

/** Options of the layers of kapre 0.1. */
export interface OldStftOptions {
  /** Length of the DFT and of its periodic Hann window, samples, >= 2; in kapre 0.1 a power of two. @defaultValue `512` */
  nDft?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(nDft / 2)` */
  nHop?: number | null | undefined;
  /** `'same'`: `ceil(samples / nHop)` frames, zeros at both ends. `'valid'`: only frames that lie inside. @defaultValue `'same'` */
  padding?: Padding | undefined;
  /**
   * How the result lies. `null`: `[...channels, bins, frames]`. `'channels_first'`: `[batch, channels, bins, frames]`, `'channels_last'`:
   * `[batch, bins, frames, channels]`, with bins before frames, other than in kapre 0.4. @defaultValue `null`
   */
  imageDataFormat?: DataFormat | null | undefined;
  /** Called when an item in decibels has one level everywhere, which is 0 dB: silence looks like the loudest sound. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

/** {@link OldStftOptions} with defaults filled in. */
export interface OldStftSettings {
  nDft: number;
  nHop: number | null;
  padding: Padding;
  imageDataFormat: Format;
  onWarning: ((warning: Warning) => void) | null;
}

export const OLD_STFT_DEFAULTS: OldStftSettings = { nDft: 512, nHop: null, padding: 'same', imageDataFormat: null, onWarning: null };

/** Checks the settings and makes ready for signals of `length` samples. */
export function planOldAnalysis({ nDft, nHop, padding, imageDataFormat }: OldStftSettings, length: number, caller: string): Analysis {
  expectFftSize(nDft, caller, 'nDft');
  expectInteger(nDft, caller, 'nDft', 2);
  const hopLength = nHop ?? nDft >> 1;
  expectInteger(hopLength, caller, 'nHop', 1);
  expectOneOf(padding, caller, 'padding', ['same', 'valid']);
  expectFormat(imageDataFormat, caller, 'imageDataFormat');
  if (length < nDft) throw new ParameterError(caller, 'nDft', `must be <= ${length}, the samples there are, got ${nDft}`);
  const same = padding === 'same';
  const frames = same ? Math.ceil(length / hopLength) : 1 + Math.floor((length - nDft) / hopLength);
  const missing = same ? Math.max(0, (frames - 1) * hopLength + nDft - length) : 0;
  const sizes = { nFft: nDft, winLength: nDft, hopLength, windowName: 'hann_window' as const, compat: false };
  // Of an odd number of zeros TensorFlow puts the last one behind.
  return { sizes, spectra: spectraOfSizes(sizes, caller), before: missing >> 1, frames: () => frames };
}
