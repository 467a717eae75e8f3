/**
 * The low-level descriptors of eGeMAPS and GeMAPS.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { analyseVoice, NO_AMPLITUDE, type VoiceAnalysis } from './analyse-voice.js';
import { EGEMAPS_DESCRIPTORS, gemapsIndices } from './egemaps-names.js';
import { smoothAll, smoothWithin } from './smooth.js';
import { HOP, LONG, readVoice, samplesOf, type VoiceOptions } from './voice-input.js';

/** Descriptors over time. */
export interface VoiceDescriptors<T extends FloatArray = FloatArray> {
  /** What the rows are, in openSMILE's words. */
  readonly names: readonly string[];
  /** Shape `[names.length, frames]`. */
  readonly values: NdArray<T>;
  /** When each frame begins, seconds. */
  readonly times: Float64Array;
}

/**
 * The 25 low-level descriptors of eGeMAPSv02, every 10 ms: loudness, spectral balance and slopes, flux and cepstra of 20 ms; pitch, jitter,
 * shimmer, harmonics-to-noise ratio and harmonic levels of 60 ms; formants. Averaged over three frames, those of the voice (`nz`) over
 * voiced ones only.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link VoiceDescriptors}: shape `[25, frames]`, `frames = 1 + floor((samples - 60 ms) / 10 ms)`, one more with `compat`. Where there
 * is no voice, the rows of the voice are 0, but amplitudes of formants -201 dB, and frequencies and bandwidths of formants go on. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { egemapsLowLevelDescriptors } from '@audiolab/dsp/voice';
 * const sine = (f: number, n: number) => Math.sin((2 * Math.PI * f * n) / 16000);
 * const y = Float64Array.from({ length: 16000 }, (_, n) => 0.2 * sine(220, n) + 0.1 * sine(440, n) + 0.05 * sine(660, n));
 * const { names, values, times } = egemapsLowLevelDescriptors(y, { sampleRate: 16000 });
 * values.shape; // [25, 95]
 * times[10]; // 0.1
 * values.get(names.indexOf('F0semitoneFrom27.5Hz_sma3nz'), 10); // 36.0
 * values.get(names.indexOf('logRelF0-H1-H2_sma3nz'), 10); // 6.1
 * ```
 * @see F. Eyben et al., "The Geneva Minimalistic Acoustic Parameter Set (GeMAPS) for Voice Research and Affective Computing", IEEE Trans.
 * Affective Computing 7 (2016). Written from it and from openSMILE's results, never from its source.
 */
export function egemapsLowLevelDescriptors<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): VoiceDescriptors<T> {
  return describe(y, options, 'egemapsLowLevelDescriptors', [...EGEMAPS_DESCRIPTORS.keys()]);
}

/**
 * The 18 low-level descriptors of GeMAPSv01b: those of {@link egemapsLowLevelDescriptors} but flux, cepstra and two bandwidths.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link VoiceDescriptors}: shape `[18, frames]`. Precision as `y`.
 * @throws `ParameterError` as {@link egemapsLowLevelDescriptors}.
 * @example
 * ```ts
 * import { gemapsLowLevelDescriptors } from '@audiolab/dsp/voice';
 * gemapsLowLevelDescriptors(new Float64Array(16000), { sampleRate: 16000 }).values.shape; // [18, 95]
 * ```
 * @see {@link egemapsLowLevelDescriptors}
 */
export function gemapsLowLevelDescriptors<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): VoiceDescriptors<T> {
  return describe(y, options, 'gemapsLowLevelDescriptors', gemapsIndices(EGEMAPS_DESCRIPTORS));
}

function describe<T extends FloatArray>(
  y: SignalInput<T>,
  options: VoiceOptions | undefined,
  caller: string,
  chosen: readonly number[],
): VoiceDescriptors<T> {
  const { x, like, sampleRate, compat } = readVoice(y, options, caller, LONG);
  const rows = smoothedRows(analyseVoice(x, sampleRate, compat), compat);
  const frames = rows[0]!.length;
  const data = new Float64Array(chosen.length * frames);
  for (const [i, row] of chosen.entries()) for (let t = 0; t < frames; t++) data[t * chosen.length + i] = rows[row]![t]!;
  const hop = samplesOf(HOP, sampleRate) / sampleRate;
  return {
    names: chosen.map((i) => EGEMAPS_DESCRIPTORS[i]!),
    values: timeMajor(roundLike(like, data), [], chosen.length, frames),
    times: Float64Array.from({ length: frames }, (_, t) => t * hop),
  };
}

/** All rows, of the same length. openSMILE has a row more: of the 20 ms descriptors it is the next frame. */
function smoothedRows({ short, long, voiced, decided }: VoiceAnalysis, compat: boolean): Float64Array[] {
  const frames = voiced.length + (compat ? 1 : 0);
  const rows = short.map((raw) => smoothAll(raw).subarray(0, frames));
  for (const raw of long) {
    rows.push(compat ? smoothTwice(raw, decided) : smoothWithin(raw, (t) => raw[t] !== 0 && raw[t] !== NO_AMPLITUDE));
  }
  return rows;
}

/**
 * The rows of the voice as openSMILE smooths them: up to the frame that its tracker had decided on before the end, and, late by one row, from
 * there to the end. The last frame of both parts comes once smoothed and once alone; the first of the second is only a neighbour.
 */
function smoothTwice(raw: Float64Array, decided: number): Float64Array {
  const out = new Float64Array(raw.length + 1);
  out.set(smoothPart(raw.subarray(0, decided)));
  out[decided] = raw[decided - 1]!;
  out.set(smoothPart(raw.subarray(decided)).subarray(1), decided + 1);
  out[raw.length] = raw.at(-1)!;
  return out;
}

const smoothPart = (raw: Float64Array): Float64Array => smoothWithin(raw, (t) => raw[t] !== 0);
