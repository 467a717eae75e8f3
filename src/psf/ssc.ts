/**
 * Spectral subband centroids of python_speech_features, its filters, and what it does to cepstra.
 * @module
 */
import { hzOfMel, melOf } from '../convert/hz-mel.js';
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { sinTurns } from '../core/math.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { applyMelBank, type MelBank } from '../filterbank/mel-bank.js';
import { triangleBank } from '../filterbank/triangle-bank.js';
import { readRows, rowsLike } from './matrices.js';
import { checkPsf, PSF_DEFAULTS, type PsfOptions, type PsfSettings, samplesOf } from './psf-options.js';
import { framesig, powers, preemphasis } from './sigproc.js';

/** Options of {@link getFilterbanks}. */
export interface FilterbanksOptions extends Pick<PsfOptions, 'nfilt' | 'nfft' | 'lowfreq' | 'highfreq'> {
  /** Samples per second, Hz, > 0. */
  sampleRate: number;
}

const bankOf = ({ nfilt, nfft, lowfreq, highfreq }: PsfSettings, sampleRate: number): MelBank =>
  triangleBank({
    sampleRate,
    nFft: nfft!,
    nMels: nfilt,
    fmin: lowfreq,
    fmax: highfreq ?? sampleRate / 2,
    htk: true,
    norm: null,
    melDomain: 'bins',
    htkMode: false,
  });

/**
 * The filters of python_speech_features: triangles between whole bins.
 *
 * @param options - {@link FilterbanksOptions}; 20 filters unless `nfilt` says otherwise.
 * @returns Shape `[nfilt, floor(nfft / 2) + 1]`. Filters without a bin are all zeros.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { getFilterbanks } from '@audiolab/dsp/psf';
 * getFilterbanks({ sampleRate: 16000 }).shape; // [20, 257]
 * ```
 * @see python_speech_features 0.6 `get_filterbanks`.
 */
export function getFilterbanks(options: FilterbanksOptions): NdArray<Float64Array> {
  const caller = 'getFilterbanks';
  const { lowfreq, highfreq, sampleRate: none } = PSF_DEFAULTS;
  const settings = readOptions(caller, options, { nfilt: 20, nfft: 512 as number | null, lowfreq, highfreq, sampleRate: none });
  const { sampleRate } = settings;
  expectSampleRate(sampleRate, caller);
  const all = { ...PSF_DEFAULTS, ...settings, compat: true };
  checkPsf(all, sampleRate, caller);
  const { bins, start, end, weights } = bankOf(all, sampleRate);
  const out = new Float64Array(settings.nfilt * bins);
  let w = 0;
  for (let m = 0; m < settings.nfilt; m++) for (let k = start[m]!; k < end[m]!; k++) out[m * bins + k] = weights[w++]!;
  return nd(out, [settings.nfilt, bins]);
}

/**
 * Spectral subband centroids: the mean frequency in each filter, weighted by power.
 *
 * @param signal - Signal, shape `[samples]`.
 * @param options - {@link PsfOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[nfilt, frames]`, Hz. As in the package, bin 0 counts as 1 Hz.
 * @throws `ParameterError` if an option is unknown or out of range, a frame is longer than the FFT, or a filter has no bin and so no mean.
 * @example
 * ```ts
 * import { ssc } from '@audiolab/dsp/psf';
 * ssc(Float64Array.from({ length: 800 }, (_, n) => n % 7), { sampleRate: 16000 }).shape; // [26, 4]
 * ```
 * @see python_speech_features 0.6 `ssc`, where a filter without a bin gives NaN.
 */
export function ssc<T extends FloatArray>(signal: SignalInput<T>, options?: PsfOptions): NdArray<T> {
  const caller = 'ssc';
  const settings = readOptions(caller, options, { ...PSF_DEFAULTS, nfft: 512 as number | null });
  const { channels, sampleRate: carried } = readSignal(signal, caller, 'signal');
  if (channels.length > 1) throw new ParameterError(caller, 'signal', `must have one channel, got ${channels.length}`);
  const sampleRate = resolveSampleRate(carried, settings.sampleRate, caller);
  checkPsf(settings, sampleRate, caller);
  const { nfft, nfilt, winlen, winstep, winfunc, preemph, scale } = settings;
  const bank = bankOf(settings, sampleRate);
  const dead = bank.start.findIndex((k, m) => k === bank.end[m]);
  if (dead >= 0)
    throw new ParameterError(caller, 'nfilt', `leaves filter ${dead} without a bin, and so without a mean; lower it, or raise nfft`);
  const x = widen(channels[0]!).map((v) => scale * v);
  refuseNonFinite(x, channels, caller, 'signal');
  const [frameLen, frameStep] = [samplesOf(winlen, sampleRate), samplesOf(winstep, sampleRate)];
  const { rows, frames } = readRows(framesig(preemphasis(x, { coeff: preemph }), { frameLen, frameStep, winfunc }), caller, 'signal');
  const P = powers(rows, frameLen, frames, nfft!, true).map((v) => (v === 0 ? 2 ** -52 : v));
  const { bins } = bank;
  const moment = P.map((v, i) => v * (1 + ((i % bins) * (sampleRate / 2 - 1)) / (bins - 1)));
  const out = new Float64Array(frames * nfilt);
  const sums = new Float64Array(nfilt);
  for (let t = 0; t < frames; t++) {
    applyMelBank(out, t * nfilt, moment, t * bins, bank);
    applyMelBank(sums, 0, P, t * bins, bank);
    for (let m = 0; m < nfilt; m++) out[t * nfilt + m]! /= sums[m]!;
  }
  return timeMajor(roundLike(channels[0]!, out), [], nfilt, frames);
}

/**
 * Slopes over time: `sum n (c[t + n] - c[t - n]) / (2 sum n^2)`, n = 1 ... N, the first and last frame repeated.
 *
 * @param feat - Features, shape `[dims, frames]`.
 * @param options - `N`, an integer >= 1.
 * @returns The same shape.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { delta, logfbank } from '@audiolab/dsp/psf';
 * delta(logfbank(new Float64Array(8000), { sampleRate: 16000 }), { N: 2 }).shape; // [26, 49]
 * ```
 * @see python_speech_features 0.6 `delta`.
 */
export function delta<T extends FloatArray>(feat: NdArray<T>, options: { N: number }): NdArray<T> {
  const { N } = readOptions('delta', options, { N: 0 });
  expectInteger(N, 'delta', 'N', 1);
  const { rows, dims, frames } = readRows(feat, 'delta', 'feat');
  const out = new Float64Array(rows.length);
  let divisor = 0;
  for (let n = 1; n <= N; n++) divisor += 2 * n * n;
  for (let t = 0; t < frames; t++) {
    for (let n = 1; n <= N; n++) {
      const [before, behind] = [Math.max(0, t - n) * dims, Math.min(frames - 1, t + n) * dims];
      for (let i = 0; i < dims; i++) out[t * dims + i]! += (n * (rows[behind + i]! - rows[before + i]!)) / divisor;
    }
  }
  return rowsLike(feat, out, dims);
}

/**
 * Raises the higher cepstra: coefficient n times `1 + L / 2 sin(pi n / L)`.
 *
 * @param cepstra - Shape `[coefficients, frames]`.
 * @param options - `L`, >= 0, 22 unless given; 0 leaves them.
 * @returns The same shape.
 * @throws `ParameterError` if an option is unknown or out of range.
 * @see python_speech_features 0.6 `lifter`.
 */
export function lifter<T extends FloatArray>(cepstra: NdArray<T>, options?: { L?: number | undefined }): NdArray<T> {
  const { L } = readOptions('lifter', options, { L: 22 });
  expectFinite(L, 'lifter', 'L', 0);
  const { rows, dims } = readRows(cepstra, 'lifter', 'cepstra');
  if (L > 0) for (let i = 0; i < rows.length; i++) rows[i]! *= 1 + (L / 2) * sinTurns((i % dims) / (2 * L));
  return rowsLike(cepstra, rows, dims);
}

/** Hz to mel: `2595 log10(1 + hz / 700)`. Refuses a frequency below 0 or none. */
export function hz2mel(hz: number): number {
  expectFinite(hz, 'hz2mel', 'hz', 0);
  return melOf(hz, true);
}

/** Mel to Hz. Refuses what is below 0 or not finite. */
export function mel2hz(mel: number): number {
  expectFinite(mel, 'mel2hz', 'mel', 0);
  return hzOfMel(mel, true);
}
