/**
 * The features of python_speech_features: cepstra and filter banks.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectVersion, PSF_DEFAULTS, type PsfOptions, runPsf } from './psf-options.js';

/** Options of {@link mfcc}. */
export interface MfccOptions extends PsfOptions {
  /** Coefficients, in [1, nfilt]. @defaultValue `13` */
  numcep?: number | undefined;
  /** L > 0 multiplies coefficient n by `1 + L / 2 sin(pi n / L)`; 0 does not. @defaultValue `22` */
  ceplifter?: number | undefined;
  /** Whether the logarithm of the energy of a frame takes the place of coefficient 0. @defaultValue `true` */
  appendEnergy?: boolean | undefined;
  /** Whose rule for `nfft` holds if it is not given: 512 (`'0.6'`, the package), or the power of two from the frame up (`'0.6.1'`, the repository). @defaultValue `'0.6'` */
  version?: '0.6' | '0.6.1' | undefined;
}

const DEFAULTS = { ...PSF_DEFAULTS, numcep: 13, ceplifter: 22, appendEnergy: true, version: '0.6' as '0.6' | '0.6.1' };
const BANK = { ...PSF_DEFAULTS, nfft: 512 as number | null };
const EPSILON = 2 ** -52;

/**
 * Mel-frequency cepstral coefficients by python_speech_features.
 *
 * @param signal - Signal, shape `[...channels, samples]`; see `scale`.
 * @param options - {@link MfccOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, numcep, frames]`. Memory is frame after frame: the package's matrix, whose rows are frames.
 * @throws `ParameterError` if an option is unknown or out of range, a frame is longer than the FFT, or a sample is not finite.
 * @example
 * ```ts
 * import { mfcc } from '@audiolab/dsp/psf';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * mfcc(y, { sampleRate: 16000, scale: 32768 }).shape; // [13, 99]
 * ```
 * @see python_speech_features 0.6 `mfcc`: same numbers.
 */
export function mfcc<T extends FloatArray>(signal: SignalInput<T>, options?: MfccOptions): NdArray<T> {
  const caller = 'mfcc';
  const settings = readOptions(caller, options, DEFAULTS);
  const { numcep, ceplifter, appendEnergy, version, nfilt } = settings;
  expectVersion(version, caller);
  expectInteger(numcep, caller, 'numcep', 1);
  if (numcep > nfilt) throw new ParameterError(caller, 'numcep', `must be <= nfilt = ${nfilt}, got ${numcep}`);
  expectFinite(ceplifter, caller, 'ceplifter', 0);
  expectBoolean(appendEnergy, caller, 'appendEnergy');
  const nfft = settings.nfft ?? (version === '0.6' ? 512 : null);
  const read = readSignal(signal, caller);
  const energy = appendEnergy ? 'spectrum' : null;
  const { out, width, frames } = runPsf(read, { ...settings, nfft }, { nMfcc: numcep, lifter: ceplifter, energy }, true, caller);
  return timeMajor(out, read.lead, width, frames);
}

/** What {@link fbank} returns. */
export interface Fbank<T extends FloatArray> {
  /** Filter outputs, shape `[...channels, nfilt, frames]`, zeros replaced by 2^-52. */
  readonly features: NdArray<T>;
  /** The sum of each power spectrum, shape `[...channels, frames]`, zeros replaced likewise. */
  readonly energy: NdArray<T>;
}

/**
 * Filter banks by python_speech_features, and the energy of frames.
 *
 * @param signal - Signal, shape `[...channels, samples]`; see `scale`.
 * @param options - {@link PsfOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link Fbank}.
 * @throws `ParameterError` if an option is unknown or out of range, a frame is longer than the FFT, or a sample is not finite.
 * @example
 * ```ts
 * import { fbank } from '@audiolab/dsp/psf';
 * const { features, energy } = fbank(new Float64Array(8000), { sampleRate: 16000 });
 * features.shape; // [26, 49]
 * energy.shape; // [49]
 * ```
 * @see python_speech_features 0.6 `fbank`: same numbers.
 */
export function fbank<T extends FloatArray>(signal: SignalInput<T>, options?: PsfOptions): Fbank<T> {
  const settings = readOptions('fbank', options, BANK);
  const read = readSignal(signal, 'fbank');
  const { out, width, frames } = runPsf(read, settings, { energy: 'spectrum' }, false, 'fbank');
  const rows = out.length / width;
  const features = arrayLike(out, rows * (width - 1));
  const energy = arrayLike(out, rows);
  for (let t = 0; t < rows; t++) {
    energy[t] = out[t * width]! || EPSILON;
    for (let m = 1; m < width; m++) features[t * (width - 1) + m - 1] = out[t * width + m]! || EPSILON;
  }
  return { features: timeMajor(features, read.lead, width - 1, frames), energy: nd(energy, [...read.lead, frames]) };
}

/**
 * Natural logarithms of the filter banks of python_speech_features.
 *
 * @param signal - Signal, shape `[...channels, samples]`; see `scale`.
 * @param options - {@link PsfOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nfilt, frames]`.
 * @throws `ParameterError` if an option is unknown or out of range, a frame is longer than the FFT, or a sample is not finite.
 * @example
 * ```ts
 * import { logfbank } from '@audiolab/dsp/psf';
 * logfbank(new Float64Array(8000), { sampleRate: 16000 }).get(0, 0); // -36.0437
 * ```
 * @see python_speech_features 0.6 `logfbank`: same numbers.
 */
export function logfbank<T extends FloatArray>(signal: SignalInput<T>, options?: PsfOptions): NdArray<T> {
  const settings = readOptions('logfbank', options, BANK);
  const read = readSignal(signal, 'logfbank');
  const { out, width, frames } = runPsf(read, settings, {}, true, 'logfbank');
  return timeMajor(out, read.lead, width, frames);
}
