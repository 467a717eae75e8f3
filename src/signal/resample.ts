/**
 * Changing the sample rate.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { besselI0OfRoot } from '../window/bessel.js';
import { useSimd } from '../simd/engine.js';
import { type LaneResampler, laneResampler } from './lane-resample.js';
import { type SpectralResampler, spectralResampler } from './spectral-resample.js';
import { type WholeFilter, wholeFilter } from './whole-filter.js';
import { type PolyphaseBank } from './polyphase.js';
import { polyBank } from './poly-bank.js';
import { resampleByFft } from './resample-fft.js';
import { expectRates, type Ratio, ratioOf, resampledLength } from './resample-rates.js';
import { sincBank } from './sinc-bank.js';

/** The ways to resample; see {@link ResampleOptions}. */
export type ResampleType = 'sinc' | 'polyphase' | 'fft' | 'scipy' | 'sinc_interp_hann' | 'sinc_interp_kaiser';

/** Options of {@link resample}. */
export interface ResampleOptions {
  /** Rate of the signal, Hz; may be left out when the signal carries it. */
  origSr?: number | null | undefined;
  /** Rate wanted, Hz, > 0 and within a factor of 10000 of `origSr`. Must be given. */
  targetSr?: number | undefined;
  /**
   * `sinc`: Kaiser-windowed sinc of 96 zero crossings a side; flat to 0.9 of the lower Nyquist frequency, everything from it on at
   * least 130 dB down. `polyphase`: scipy's `resample_poly` (integer rates; short, soft filter). `fft` or `scipy`: one FFT of the
   * whole signal, which it takes to be periodic. `sinc_interp_hann`, `sinc_interp_kaiser`: torchaudio's kernels (integer rates).
   * @defaultValue `'sinc'`
   */
  resType?: ResampleType | undefined;
  /**
   * Whether the result has exactly `ceil(samples targetSr / origSr)` samples. Every type here has that length by itself; the option
   * is there because librosa has it. @defaultValue `true`
   */
  fix?: boolean | undefined;
  /** Whether to divide by `sqrt(targetSr / origSr)`, which keeps the energy instead of the amplitude. @defaultValue `false` */
  scale?: boolean | undefined;
  /** torchaudio's kernels: zero crossings a side, an integer in [1, 4096]. @defaultValue `6` */
  lowpassFilterWidth?: number | undefined;
  /** torchaudio's kernels: cut-off as a share of the lower Nyquist frequency, in (0, 1]. @defaultValue `0.99` */
  rolloff?: number | undefined;
  /** `sinc_interp_kaiser`: shape of the window, in [0, 700]. @defaultValue `14.769656459379492` */
  beta?: number | undefined;
}

/** The filters with options filled in. */
export interface ResampleSettings {
  origSr: number | null;
  targetSr: number;
  resType: ResampleType;
  fix: boolean;
  scale: boolean;
  lowpassFilterWidth: number;
  rolloff: number;
  beta: number;
}

/** The defaults of {@link ResampleOptions}. */
export const RESAMPLE_DEFAULTS: ResampleSettings = {
  origSr: null,
  targetSr: NaN,
  resType: 'sinc',
  fix: true,
  scale: false,
  lowpassFilterWidth: 6,
  rolloff: 0.99,
  beta: 14.769656459379492,
};

const TYPES: readonly ResampleType[] = ['sinc', 'polyphase', 'fft', 'scipy', 'sinc_interp_hann', 'sinc_interp_kaiser'];

/** Checks everything but the signal; `carried` is the rate that it carries. Returns the ratio in lowest terms. */
export function checkResample(settings: ResampleSettings, carried: number | undefined, caller: string): Ratio {
  const { targetSr, resType } = settings;
  const origSr = settings.origSr ?? carried;
  if (origSr === undefined) throw new ParameterError(caller, 'origSr', 'must be given in Hz, since the signal does not carry its rate');
  if (carried !== undefined && carried !== origSr) {
    throw new ParameterError(caller, 'origSr', `is ${origSr}, but the signal says ${carried}; leave the option out`);
  }
  expectRates(origSr, targetSr, caller);
  if (typeof resType === 'string' && /^(soxr|kaiser_|sinc_(best|medium|fast))/.test(resType)) {
    throw new ParameterError(caller, 'resType', `"${resType}" belongs to another library; did you mean "sinc", the default here?`);
  }
  expectOneOf(resType, caller, 'resType', TYPES);
  expectBoolean(settings.fix, caller, 'fix');
  expectBoolean(settings.scale, caller, 'scale');
  expectInteger(settings.lowpassFilterWidth, caller, 'lowpassFilterWidth', 1, 4096);
  expectFinite(settings.rolloff, caller, 'rolloff', Number.MIN_VALUE, 1);
  expectFinite(settings.beta, caller, 'beta', 0, 700);
  const whole = resType !== 'sinc' && resType !== 'fft' && resType !== 'scipy';
  if (whole && !(Number.isInteger(origSr) && Number.isInteger(targetSr))) {
    throw new ParameterError(caller, 'resType', `"${resType}" takes integer rates, got ${origSr} and ${targetSr}; "sinc" takes any`);
  }
  return ratioOf(origSr, targetSr);
}

/**
 * 96 zero crossings and beta 14.5: by Kaiser's formulae 140 dB of attenuation over a transition of 0.096, which ends at the lower
 * Nyquist frequency.
 */
const SINC = { zeros: 96, rolloff: 0.952, beta: 14.5, unity: true, kaiserPeak: 0 };

/** The filter that the settings ask for; `fft` and `scipy` have none. */
export function bankOf(settings: ResampleSettings, ratio: Ratio): PolyphaseBank {
  const { resType, lowpassFilterWidth: zeros, rolloff } = settings;
  if (ratio.up === ratio.down) return { ...ratio, taps: 1, before: 0, rows: Float64Array.of(1), grid: 0 };
  if (resType === 'polyphase') return polyBank(ratio);
  if (resType === 'sinc_interp_hann') return sincBank({ ...ratio, zeros, rolloff, beta: null, unity: false, kaiserPeak: 0 });
  if (resType !== 'sinc_interp_kaiser') return sincBank({ ...ratio, ...SINC });
  // torchaudio holds beta and the window's peak in single precision, even where the signal is double.
  const beta = Math.fround(settings.beta);
  return sincBank({ ...ratio, zeros, rolloff, beta, unity: false, kaiserPeak: Math.fround(besselI0OfRoot(beta * beta)) });
}

/**
 * Changes the sample rate of a signal.
 *
 * Single precision is computed in single precision where SIMD runs: within 1e-6 of the largest sample from the double-precision result, and
 * still 130 dB (`sinc`).
 *
 * `sinc` works in blocks: the rounding noise of a loud passage, 140 dB below it in single precision and 300 dB in double, spreads over one or
 * two of them, some 0.3 seconds.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link ResampleOptions}; `targetSr` must be given.
 * @returns New array of the same type, shape `[...channels, ceil(samples targetSr / origSr)]`. Sample m stands at the time m / targetSr:
 * nothing is delayed. Beyond its ends the signal counts as 0 (types `fft` and `scipy`: as its own repetition).
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 44100, duration: 1 });
 * resample(y, { origSr: 44100, targetSr: 16000 }).length; // 16000
 * ```
 * @see librosa 0.11 `resample` (`polyphase`, `fft`, `scipy`), torchaudio 2.11 `functional.resample` (`sinc_interp_...`). J. O. Smith,
 * Digital Audio Resampling, https://ccrma.stanford.edu/~jos/resample/. J. F. Kaiser, Nonrecursive digital filter design using the
 * I0-sinh window function, ISCAS 1974.
 */
export function resample<T extends FloatArray>(y: T, options: ResampleOptions): T;
export function resample<T extends FloatArray>(y: NdArray<T> | AudioSignal<T> | AudioBufferLike, options: ResampleOptions): T | NdArray<T>;
export function resample<T extends FloatArray>(y: SignalInput<T>, options: ResampleOptions): T | NdArray<T> {
  const settings = readOptions('resample', options, RESAMPLE_DEFAULTS);
  const { lead, length, channels, sampleRate } = readSignal(y, 'resample');
  const ratio = checkResample(settings, sampleRate, 'resample');
  const samples = resampledLength(length, ratio);
  const result = arrayLike(channels[0]!, sizeOf(lead) * samples);
  const gain = settings.scale ? Math.sqrt(ratio.down / ratio.up) : 1;
  const byFft = ratio.up !== ratio.down && (settings.resType === 'fft' || settings.resType === 'scipy');
  const lanes = channels[0]!.BYTES_PER_ELEMENT === 4 ? lanesFor(settings, ratio)?.filter : undefined;
  let runner: WholeFilter | undefined;
  for (const [c, x] of channels.entries()) {
    const out = result.subarray(c * samples, (c + 1) * samples);
    if (byFft) resampleByFft(out, x);
    else if (!lanes?.(out as Float32Array, x as Float32Array, 0)) (runner ??= filterFor(settings, ratio, x, samples))(out, x);
    if (gain !== 1) for (let m = 0; m < samples; m++) out[m] = out[m]! * gain;
  }
  refuseNonFinite(result, channels, 'resample', 'y');
  return lead.length === 0 ? result : nd(result, [...lead, samples]);
}

/** The filter for signals like `like` of so many outputs: by blocks, where it stays finite, else by sums. */
export function filterFor(settings: ResampleSettings, ratio: Ratio, like: FloatArray, samples: number): WholeFilter {
  const blocks = blocksFor(settings, ratio);
  const lanesSum = blocks?.staged === true && like.BYTES_PER_ELEMENT === 4 && useSimd(); // which takes less time
  let sums: WholeFilter | undefined;
  return (out, x) => {
    if (!blocks || lanesSum || !blocks.whole(out, x)) (sums ??= wholeFilter(bankOf(settings, ratio), like, samples))(out, x);
  };
}

/** The SIMD kernels for the default filter in single precision, where they can run. */
export function lanesFor({ resType }: ResampleSettings, ratio: Ratio): LaneResampler | undefined {
  return resType === 'sinc' && ratio.up !== ratio.down && useSimd() ? laneResampler({ ...ratio, ...SINC }) : undefined;
}

/** The blocks of the default filter in double precision, where it has some. */
export function blocksFor({ resType }: ResampleSettings, ratio: Ratio): SpectralResampler | undefined {
  return resType === 'sinc' && ratio.up !== ratio.down ? spectralResampler({ ...ratio, ...SINC }) : undefined;
}
