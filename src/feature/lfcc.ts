/**
 * Linear-frequency cepstral coefficients.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { logAll } from '../core/fast-math.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { POWER_DB, toDbInto } from '../convert/db-kernel.js';
import { linearBank } from '../filterbank/linear-bank.js';
import { applyMelBank } from '../filterbank/mel-bank.js';
import { expectUnreadFinite, resolveFraming, STFT_DEFAULTS, type StftOptions } from '../stft/framing.js';
import { spectraOf } from '../stft/spectra.js';
import { applyCepstrum, cepstrumMatrix } from './cepstrum.js';

/** Options of {@link lfcc}. */
export interface LfccOptions extends StftOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Bands, >= 1. @defaultValue `128` */
  nFilter?: number | undefined;
  /** Coefficients, in [1, nFilter]. @defaultValue `40` */
  nLfcc?: number | undefined;
  /** Lower edge of the lowest band, Hz, >= 0. @defaultValue `0` */
  fmin?: number | undefined;
  /** Upper edge of the highest band, Hz, in (fmin, sampleRate / 2]. @defaultValue `sampleRate / 2` */
  fmax?: number | null | undefined;
  /** `'ortho'` makes the cosine transform orthonormal, `null` leaves it unscaled. @defaultValue `'ortho'` */
  norm?: 'ortho' | null | undefined;
  /** `true`: the natural logarithm of the bands plus 1e-6, in place of dB. @defaultValue `false` */
  logLf?: boolean | undefined;
  /** Bands in dB are raised to at most this many dB below the loudest of their channel, >= 0; `null` leaves them. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/**
 * Cepstral coefficients as {@link mfcc}, of bands that are equally wide in Hz: finer at high frequencies, where recordings, voices and their
 * forgeries differ.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link LfccOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nLfcc, frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}). Precision as `y`,
 * computed in double.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * const coefficients = lfcc(y, { sampleRate: 16000, nFft: 400, hopLength: 200, padMode: 'reflect', nLfcc: 20 });
 * coefficients.shape; // [20, 81]
 * ```
 * @see torchaudio 2.11 `transforms.LFCC`, whose framing is that of the example, and which lets the loudest channel decide `topDb` for all.
 */
export function lfcc<T extends FloatArray>(y: SignalInput<T>, options?: LfccOptions): NdArray<T> {
  const caller = 'lfcc';
  const settings = readOptions(caller, options, {
    ...STFT_DEFAULTS,
    sampleRate: null as number | null,
    nFilter: 128,
    nLfcc: 40,
    fmin: 0,
    fmax: null as number | null,
    norm: 'ortho' as 'ortho' | null,
    logLf: false,
    topDb: 80 as number | null,
  });
  const { nFilter, nLfcc, fmin, norm, logLf, topDb } = settings;
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const rate = resolveSampleRate(sampleRate, settings.sampleRate, caller);
  const fmax = settings.fmax ?? rate / 2;
  expectInteger(nFilter, caller, 'nFilter', 1);
  expectInteger(nLfcc, caller, 'nLfcc', 1);
  if (nLfcc > nFilter) throw new ParameterError(caller, 'nLfcc', `must be <= nFilter = ${nFilter}, got ${nLfcc}`);
  expectFinite(fmin, caller, 'fmin', 0);
  expectPositive(fmax, caller, 'fmax');
  if (fmax > rate / 2) throw new ParameterError(caller, 'fmax', `must be <= sampleRate / 2 = ${rate / 2}, got ${fmax}`);
  if (fmin >= fmax) throw new ParameterError(caller, 'fmin', `must be < fmax = ${fmax}, got ${fmin}`);
  expectBoolean(logLf, caller, 'logLf');
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  const matrix = cepstrumMatrix({ nMfcc: nLfcc, dctType: 2, norm, lifter: 0, lifterOrigin: 1 }, nFilter, caller);
  const framing = resolveFraming(settings, caller);
  const spectra = spectraOf(framing, caller);
  const bank = linearBank(nFilter, fmin, fmax, rate, framing.nFft);
  const frames = spectra.frames(length, caller);
  expectUnreadFinite(framing, channels, frames, caller);
  const out = arrayLike(channels[0]!, channels.length * frames * nLfcc);
  const spectrum = new Float64Array(spectra.bins);
  const bands = new Float64Array(frames * nFilter);
  const row = new Float64Array(nLfcc);
  for (const [c, x] of channels.entries()) {
    for (let t = 0; t < frames; t++) {
      spectra.magnitude(spectrum, x, t, 2);
      applyMelBank(bands, t * nFilter, spectrum, 0, bank);
    }
    if (logLf) {
      for (let i = 0; i < bands.length; i++) bands[i]! += 1e-6;
      logAll(bands);
    } else toDbInto(bands, bands, 0, bands.length, POWER_DB, 1e-10, 0, topDb);
    for (let t = 0; t < frames; t++) {
      applyCepstrum(row, 0, bands, t * nFilter, matrix, nFilter);
      out.set(row, (c * frames + t) * nLfcc);
    }
  }
  if (!allFinite(out)) refuseNonFinite(out, channels, caller, 'y');
  return timeMajor(out, lead, nLfcc, frames);
}
