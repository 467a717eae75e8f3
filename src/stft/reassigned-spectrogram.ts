/**
 * Spectra whose energy is put where it belongs.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type Framing, frameStart, resolveFraming, STFT_DEFAULTS, type StftOptions } from './framing.js';
import { magnitudes, type Spectra, spectraOf } from './spectra.js';

/** Options of {@link reassignedSpectrogram}. */
export interface ReassignedSpectrogramOptions extends StftOptions {
  /** Samples per second, Hz. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Whether energy moves along frequency; else each bin keeps its own. @defaultValue `true` */
  reassignFrequencies?: boolean | undefined;
  /** Whether energy moves along time; else each frame keeps its own. @defaultValue `true` */
  reassignTimes?: boolean | undefined;
  /** Power below which a bin is not reassigned, >= 0; or a function of all powers of a channel. @defaultValue `1e-6` */
  refPower?: number | ((powers: Float64Array) => number) | undefined;
  /** What stands at bins that are not reassigned: their own frequency and time (`true`), or NaN. @defaultValue `false` */
  fillNan?: boolean | undefined;
  /** Whether frequencies are kept in [0, sampleRate / 2], and times within the signal. @defaultValue `true` */
  clip?: boolean | undefined;
  /** `'librosa'`: times half a sample late for even `nFft`, as there. @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/** What {@link reassignedSpectrogram} returns. */
export interface ReassignedSpectrogram<T extends FloatArray = FloatArray> {
  /** Frequencies, Hz, shape `[...channels, 1 + floor(nFft / 2), frames]`. */
  readonly freqs: NdArray<T>;
  /** Times, seconds, same shape. */
  readonly times: NdArray<T>;
  /** Magnitudes, same shape. */
  readonly mags: NdArray<T>;
}

/**
 * Time-frequency reassigned spectrogram: for each bin of each frame the magnitude, and the frequency and time where its energy has its centre.
 * A steady tone gets its frequency, a click its time, however coarse the grid.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ReassignedSpectrogramOptions}.
 * @returns {@link ReassignedSpectrogram}; `frames` as {@link stft} has them. Bins that are too weak hold NaN, unless `fillNan`.
 * @throws {@link ParameterError} if an option is unknown or out of range, neither axis is reassigned, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(1234, { sampleRate: 8000, duration: 0.5 });
 * const { freqs, mags } = reassignedSpectrogram(y, { sampleRate: 8000, nFft: 256 });
 * mags.shape; // [129, 63]
 * freqs.get(39, 30); // 1233.999
 * ```
 * @see librosa 0.11 `reassigned_spectrogram`; its times are half a sample late for even `nFft`, which `compat` keeps. F. Auger and P. Flandrin,
 * "Improving the readability of time-frequency and time-scale representations by the reassignment method", 1995.
 */
export function reassignedSpectrogram<T extends FloatArray>(
  y: SignalInput<T>,
  options?: ReassignedSpectrogramOptions,
): ReassignedSpectrogram<T> {
  const caller = 'reassignedSpectrogram';
  const o = readOptions(caller, options, { ...STFT_DEFAULTS, ...OWN });
  for (const name of ['reassignFrequencies', 'reassignTimes', 'fillNan', 'clip'] as const) expectBoolean(o[name], caller, name);
  if (!o.reassignFrequencies && !o.reassignTimes)
    throw new ParameterError(caller, 'reassignTimes', 'must be true where "reassignFrequencies" is false');
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  if (typeof o.refPower !== 'function') expectFinite(o.refPower, caller, 'refPower', 0);
  const { lead, channels, length, sampleRate: carried } = readSignal(y, caller);
  const sampleRate = resolveSampleRate(carried, o.sampleRate, caller);
  channels.forEach((channel) => expectAllFinite(channel, caller, 'y'));
  const framing = resolveFraming(o, caller);
  const plain = spectraOf(framing, caller);
  const frames = plain.frames(length, caller);
  const { bins } = plain;
  const size = frames * bins;
  const [mags, freqs, times] = [0, 1, 2].map(() => new Float64Array(channels.length * size)) as [Float64Array, Float64Array, Float64Array];
  const plan: Plan = { ...planWindows(framing, plain.window, o, caller), plain, sampleRate, late: o.compat === 'librosa' ? 0.5 : 0 };
  channels.forEach((channel, c) => {
    const part = (x: Float64Array): Float64Array => x.subarray(c * size, (c + 1) * size);
    reassign(part(mags), part(freqs), part(times), channel, frames, plan);
    settle(part(mags), part(freqs), part(times), { ...o, bins, length, framing, sampleRate }, caller);
  });
  const shape = (x: Float64Array): NdArray<T> => timeMajor(roundLike(channels[0]!, x), lead, bins, frames);
  return { freqs: shape(freqs), times: shape(times), mags: shape(mags) };
}

const OWN = {
  sampleRate: null as number | null,
  reassignFrequencies: true,
  reassignTimes: true,
  refPower: 1e-6 as number | ((powers: Float64Array) => number),
  fillNan: false,
  clip: true,
  compat: null as 'librosa' | null,
};

interface Plan {
  readonly plain: Spectra;
  /** With the derivative of the window. */
  readonly slope: Spectra | undefined;
  /** With the window times the sample, counted from its middle. */
  readonly ramp: Spectra | undefined;
  readonly sampleRate: number;
  /** Samples that times are late by for even `nFft`. */
  readonly late: number;
}

function planWindows(
  framing: Framing,
  window: Float64Array,
  o: { reassignFrequencies: boolean; reassignTimes: boolean },
  caller: string,
): Pick<Plan, 'slope' | 'ramp'> {
  const n = window.length;
  const spectra = (samples: Float64Array): Spectra => spectraOf({ ...framing, winLength: n, window: samples }, caller);
  return {
    slope: o.reassignFrequencies ? spectra(window.map((_, i) => (window[(i + 1) % n]! - window[(i + n - 1) % n]!) / 2)) : undefined,
    ramp: o.reassignTimes ? spectra(window.map((w, i) => w * (i - (n >> 1)))) : undefined,
  };
}

/** The moved frequencies and times of one channel, NaN where there is nothing to move. */
function reassign(
  mags: Float64Array,
  freqs: Float64Array,
  times: Float64Array,
  y: FloatArray,
  frames: number,
  { plain, slope, ramp, sampleRate, late }: Plan,
): void {
  const { bins, framing } = plain;
  const { nFft } = framing;
  const [x, d, r] = [0, 1, 2].map(() => new Float64Array(2 * bins)) as [Float64Array, Float64Array, Float64Array];
  const hertz = sampleRate / nFft;
  const slopeToHertz = (0.5 * sampleRate) / Math.PI;
  const middle = (nFft >> 1) + (nFft % 2 === 0 ? late : 0);
  for (let t = 0; t < frames; t++) {
    const at = t * bins;
    plain.complex(x, y, t);
    slope?.complex(d, y, t);
    ramp?.complex(r, y, t);
    magnitudes(mags.subarray(at, at + bins), x);
    const time = (frameStart(framing, t) + middle) / sampleRate;
    const own = time - (middle - (nFft >> 1)) / sampleRate;
    for (let k = 0; k < bins; k++) {
      const [re, im] = [x[2 * k]!, x[2 * k + 1]!];
      const power = re * re + im * im;
      freqs[at + k] = slope ? k * hertz - ((d[2 * k + 1]! * re - d[2 * k]! * im) / power) * slopeToHertz : k * hertz;
      times[at + k] = ramp ? time + (r[2 * k]! * re + r[2 * k + 1]! * im) / power / sampleRate : own;
    }
  }
}

interface Settling {
  readonly refPower: number | ((powers: Float64Array) => number);
  readonly reassignFrequencies: boolean;
  readonly reassignTimes: boolean;
  readonly fillNan: boolean;
  readonly clip: boolean;
  readonly bins: number;
  readonly length: number;
  readonly framing: Framing;
  readonly sampleRate: number;
}

/** Decides over bins that are too weak, and over what was moved outside. */
function settle(mags: Float64Array, freqs: Float64Array, times: Float64Array, o: Settling, caller: string): void {
  const { bins, sampleRate, framing, fillNan, clip } = o;
  const least = typeof o.refPower === 'function' ? o.refPower(mags.map((m) => m * m)) : o.refPower;
  if (!(least >= 0)) throw new ParameterError(caller, 'refPower', `must be >= 0, got ${show(least)}`);
  const floor = Math.sqrt(least);
  const [top, end] = [sampleRate / 2, o.length / sampleRate];
  const middle = framing.nFft >> 1;
  for (let i = 0; i < mags.length; i++) {
    const isWeak = mags[i]! < floor;
    if (o.reassignFrequencies) {
      let f = isWeak || !Number.isFinite(freqs[i]!) ? NaN : freqs[i]!;
      if (fillNan && Number.isNaN(f)) f = ((i % bins) * sampleRate) / framing.nFft;
      freqs[i] = clip ? Math.min(top, Math.max(0, f)) : f;
    }
    if (o.reassignTimes) {
      let s = isWeak || !Number.isFinite(times[i]!) ? NaN : times[i]!;
      if (fillNan && Number.isNaN(s)) s = (frameStart(framing, Math.floor(i / bins)) + middle) / sampleRate;
      times[i] = clip ? Math.min(end, Math.max(0, s)) : s;
    }
  }
}
