/**
 * Fourier tempograms: the short-time spectra of an onset envelope.
 * @module
 */
import { type NdArray, timeMajorComplex } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { planForward } from '../fft/real-forward.js';
import { countFrames, frameStart } from '../stft/framing.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';
import { readAggregate } from './aggregate.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, type Envelopes, hearEnvelopes, readEnvelopes } from './envelope.js';
import { type OnsetCompat } from './onset-strength-multi.js';

/** Options of {@link fourierTempogramFromEnvelope}. */
export interface FourierTempogramFromEnvelopeOptions {
  /** Frames of the envelope that are transformed at once, >= 1. @defaultValue `384` */
  winLength?: number | undefined;
  /** `true`: the window is centred on its frame, zeros beyond the ends. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** Name, `[name, ...parameters]`, samples or function of the length; see `getWindow`. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
}

/** Options of {@link fourierTempogram}. */
export interface FourierTempogramOptions extends EnvelopeOptions, FourierTempogramFromEnvelopeOptions, OnsetCompat {}

const OWN = { winLength: 384, center: true, window: 'hann' as WindowSpec };

/**
 * The Fourier tempogram: the short-time Fourier transform of the onset strength, hop 1. Bin k stands for the tempo
 * `60 k sampleRate / (hopLength winLength)`; see {@link fourierTempoFrequencies}.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link FourierTempogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Complex, shape `[...channels, 1 + floor(winLength / 2), frames + 1, 2]` for even `winLength` and `frames` those of
 * {@link onsetStrength}; one frame less if `winLength` is odd.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = clicks({ times: [0, 1, 2, 3, 4, 5], sampleRate: 8000 });
 * const F = fourierTempogram(y, { sampleRate: 8000, hopLength: 400, winLength: 100 });
 * F.shape; // [51, 104, 2]
 * ```
 * @see librosa 0.11 `feature.fourier_tempogram`; P. Grosche, M. Müller and F. Kurth, Cyclic tempogram, ICASSP 2010.
 */
export function fourierTempogram<T extends FloatArray>(y: SignalInput<T>, options?: FourierTempogramOptions): NdArray<T> {
  const caller = 'fourierTempogram';
  const o = readOptions(caller, options, { ...ENVELOPE_DEFAULTS, ...OWN, compat: null as 'librosa' | null });
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  return transform(hearEnvelopes(y, o, readAggregate('mean', caller), caller, o.compat === 'librosa'), o, caller);
}

/**
 * The Fourier tempogram of a given onset envelope.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link FourierTempogramFromEnvelopeOptions}.
 * @returns Complex, shape `[...channels, 1 + floor(winLength / 2), frames + 1, 2]` for even `winLength`. Precision as the envelope.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 60 }, (_, t) => (t % 6 === 0 ? 1 : 0));
 * const F = fourierTempogramFromEnvelope(envelope, { winLength: 30, window: 'boxcar' });
 * F.shape; // [16, 61, 2]
 * Math.hypot(F.get(5, 30, 0), F.get(5, 30, 1)); // 5
 * ```
 * @see librosa 0.11 `feature.fourier_tempogram(onset_envelope=)`.
 */
export function fourierTempogramFromEnvelope<T extends FloatArray>(
  onsetEnvelope: SignalInput<T>,
  options?: FourierTempogramFromEnvelopeOptions,
): NdArray<T> {
  const caller = 'fourierTempogramFromEnvelope';
  return transform(readEnvelopes(onsetEnvelope, caller), readOptions(caller, options, OWN), caller);
}

function transform<T extends FloatArray>({ lead, each, frames, like }: Envelopes<T>, o: typeof OWN, caller: string): NdArray<T> {
  const { winLength, center } = o;
  expectInteger(winLength, caller, 'winLength', 1);
  expectBoolean(center, caller, 'center');
  const framing = { nFft: winLength, hopLength: 1, winLength, window: o.window, center, padMode: 'constant' as const };
  const window = resolveWindow(caller, o.window, winLength);
  const count = countFrames(framing, frames, caller);
  const plan = planForward(winLength);
  const scratch = new Float64Array(plan.scratchLength);
  const frame = new Float64Array(winLength);
  const width = 2 * (winLength >> 1) + 2;
  const spectrum = new Float64Array(width + 2);
  const bins = spectrum.subarray(0, width);
  const out = new Float64Array(each.length * count * width);
  for (const [c, envelope] of each.entries()) {
    for (let t = 0; t < count; t++) {
      const start = frameStart(framing, t);
      const from = Math.max(0, -start);
      const to = Math.min(winLength, frames - start);
      frame.fill(0, 0, from);
      frame.fill(0, to);
      for (let k = from; k < to; k++) frame[k] = window[k]! * envelope[start + k]!;
      plan.forward(spectrum, frame, scratch);
      out.set(bins, (c * count + t) * width);
    }
  }
  return timeMajorComplex(roundLike(like, out), lead, width / 2, count);
}
