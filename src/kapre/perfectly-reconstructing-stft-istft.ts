/**
 * A transform and its inverse that give a signal back.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { resolveSizes, STFT_DEFAULTS } from './analysis.js';
import { type DataFormat, expectFormat, type Format, readWaveform, shapeWaveform } from './data-format.js';
import { inverseStft, synthesisWindow } from './inverse-stft.js';
import { transform } from './stft.js';

/** Options of {@link perfectlyReconstructingStftIstft}. */
export interface PerfectlyReconstructingStftIstftOptions {
  /** Length of the FFT and of the Hann window, samples, >= 2. Must be given. */
  nFft: number;
  /** Samples from one frame to the next, >= 1. Must be given. */
  hopLength: number;
  /** How signals lie; `null`: `[...channels, samples]`. @defaultValue `null` */
  waveformDataFormat?: DataFormat | null | undefined;
  /** How spectra lie; `null`: `[...channels, bins, frames, 2]`. @defaultValue `null` */
  stftDataFormat?: DataFormat | null | undefined;
  /** `true`: as kapre's, the inverse keeps the zeros before the signal and what lies behind it; odd windows are symmetric. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** What {@link perfectlyReconstructingStftIstft} returns. */
export interface StftPair {
  /** The forward transform, with zeros before and behind the signal. */
  stft<T extends FloatArray>(y: SignalInput<T>): NdArray<T>;
  /** The inverse, beginning where the signal began. `length` cuts what lies behind it: samples of the signal, >= 1. */
  istft<T extends FloatArray>(D: NdArray<T>, options?: { length?: number | null | undefined }): T | NdArray<T>;
}

/**
 * A short-time Fourier transform and its inverse that give a signal back, both ends included.
 *
 * @param options - {@link PerfectlyReconstructingStftIstftOptions}; `nFft` and `hopLength` must be given.
 * @returns `{ stft, istft }`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or the windows leave samples unseen.
 * @example
 * ```ts
 * import { perfectlyReconstructingStftIstft } from '@audiolab/dsp/kapre';
 *
 * const { stft, istft } = perfectlyReconstructingStftIstft({ nFft: 4, hopLength: 2 });
 * const y = Float64Array.of(3, 1, 4, 1, 5);
 * istft(stft(y), { length: 5 }); // [3, 1, 4, 1, 5]
 * ```
 * @see kapre 0.4.0 `composed.get_perfectly_reconstructing_stft_istft`, whose inverse leaves it to its user to find the signal in the result.
 */
export function perfectlyReconstructingStftIstft(options: PerfectlyReconstructingStftIstftOptions): StftPair {
  const caller = 'perfectlyReconstructingStftIstft';
  const settings = readOptions(caller, options, {
    nFft: undefined as unknown as number,
    hopLength: undefined as unknown as number,
    waveformDataFormat: null as Format,
    stftDataFormat: null as Format,
    compat: false,
  });
  const { nFft, hopLength, waveformDataFormat, stftDataFormat, compat } = settings;
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectFormat(waveformDataFormat, caller, 'waveformDataFormat');
  expectFormat(stftDataFormat, caller, 'stftDataFormat');
  expectBoolean(compat, caller, 'compat');
  const sizes = resolveSizes({ nFft, winLength: null, hopLength, windowName: null, compat }, caller);
  if (!synthesisWindow(sizes, caller).complete) {
    throw new ParameterError(
      caller,
      'hopLength',
      `must be smaller: with nFft = ${nFft} it leaves samples that no window sees, got ${hopLength}`,
    );
  }
  const framing = { nFft, hopLength, compat, inputDataFormat: waveformDataFormat, outputDataFormat: stftDataFormat };
  return {
    stft: (y) => transform(y, { ...STFT_DEFAULTS, ...framing, padBegin: true, padEnd: true }, 'stft'),
    istft(D, options) {
      const { length } = readOptions('istft', options, { length: null as number | null });
      const inverse = { nFft, hopLength, compat, inputDataFormat: stftDataFormat, outputDataFormat: waveformDataFormat };
      const z = inverseStft(D, inverse);
      return trimmed(z, compat ? 0 : nFft - hopLength, length, waveformDataFormat);
    },
  };
}

/** The samples from `from` on, `length` of them. */
function trimmed<T extends FloatArray>(z: T | NdArray<T>, from: number, length: number | null, format: Format): T | NdArray<T> {
  const { channels, lead, length: reach } = readWaveform(z, 'istft', format, 'waveformDataFormat');
  const samples = length ?? reach - from;
  expectInteger(samples, 'istft', 'length', 1, reach - from);
  const out = arrayLike(channels[0]!, channels.length * samples);
  channels.forEach((x, c) => out.set(x.subarray(from, from + samples), c * samples));
  return shapeWaveform(out, lead, samples, format, 'istft', 'waveformDataFormat');
}
