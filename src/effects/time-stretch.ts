/**
 * Playing a signal faster or slower at the same pitch.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, type Channels, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectUnreadFinite, resolveFraming, STFT_DEFAULTS, type StftOptions, type StftSettings } from '../stft/framing.js';
import { expectRate } from '../stft/phase-vocoder.js';
import { spectraOf } from '../stft/spectra.js';
import { planSynthesis } from '../stft/synthesis.js';
import { createVocoder, stretchedFrames } from '../stft/vocoder.js';

/** Options of {@link timeStretch}. */
export interface TimeStretchOptions extends StftOptions {
  /** Speed, > 0: 2 takes half the time, 0.5 twice as long. Must be given. */
  rate?: number | undefined;
}

/**
 * Changes the speed of a signal and keeps its pitch, by a {@link phaseVocoder}.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link TimeStretchOptions}; `rate` must be given.
 * @returns New signal of the precision of `y`, shape `[...channels, round(samples / rate)]`; a half rounds to the even number.
 * @throws {@link ParameterError} if an option is unknown or out of range, `rate` is missing or leaves no sample, a sample is not finite, or
 * `y` is shorter than a frame that is not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 1 });
 * timeStretch(y, { rate: 2 }).length; // 4000
 * timeStretch(y, { rate: 0.5 }).length; // 16000
 * ```
 * @see librosa 0.11 `effects.time_stretch`: same numbers to 1e-9 of the peak (librosa 1.0 has another vocoder, which differs by 1e-5).
 */
export function timeStretch<T extends FloatArray>(y: T, options: TimeStretchOptions): T;
export function timeStretch<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options: TimeStretchOptions,
): T | NdArray<T>;
export function timeStretch<T extends FloatArray>(y: SignalInput<T>, options: TimeStretchOptions): T | NdArray<T> {
  const o = readOptions('timeStretch', options, { ...STFT_DEFAULTS, rate: NaN });
  expectRate(o.rate, 'timeStretch');
  const signal = readSignal(y, 'timeStretch');
  if (stretchedLength(signal.length, o.rate) === 0) {
    throw new ParameterError(
      'timeStretch',
      'rate',
      `must be < ${2 * signal.length} to leave one of ${signal.length} samples, got ${o.rate}`,
    );
  }
  const { out, length } = stretch(signal, o.rate, o, 'timeStretch');
  return signal.lead.length === 0 ? out : nd(out, [...signal.lead, length]);
}

/** `samples / rate`, rounded as Python rounds. */
export function stretchedLength(samples: number, rate: number): number {
  const length = samples / rate;
  const below = Math.floor(length);
  return length - below === 0.5 ? below + (below % 2) : Math.round(length);
}

/** Stretches all channels, one after the other in `out`. Frames are transformed when their time comes and never kept. */
export function stretch<T extends FloatArray>(
  { channels, length: samples }: Channels<T>,
  rate: number,
  settings: StftSettings,
  caller: string,
): { out: T; length: number } {
  const spectra = spectraOf(resolveFraming(settings, caller), caller);
  const { framing, bins } = spectra;
  const frames = spectra.frames(samples, caller);
  expectUnreadFinite(framing, channels, frames, caller);
  const first = channels[0]!;
  const length = stretchedLength(samples, rate);
  const count = stretchedFrames(frames, rate);
  const vocoder = createVocoder(bins, frames, rate);
  const synthesis = planSynthesis(framing, count, length, first.BYTES_PER_ELEMENT === 4, caller);
  const out = arrayLike(first, channels.length * length);
  const sum = new Float64Array(length);
  for (const [c, x] of channels.entries()) {
    sum.fill(0);
    vocoder.start((spectrum, t) => spectra.complex(spectrum, x, t));
    for (let t = 0; t < count; t++) {
      vocoder.next(synthesis.spectrum);
      synthesis.add(sum, t);
    }
    synthesis.finish(sum);
    out.set(sum, c * length);
  }
  refuseNonFinite(out, channels, caller, 'y');
  return { out, length };
}
