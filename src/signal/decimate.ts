/**
 * Keeping one sample in q.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { cheby1 } from '../filter/cheby1.js';
import { firTaps } from '../filter/fir-taps.js';
import { refuseOverflow } from '../filter/filter-runner.js';
import { sosfilt } from '../filter/sosfilt.js';
import { sosfiltfilt } from '../filter/sosfiltfilt.js';
import { fftconvolve } from './fftconvolve.js';

/** Options of {@link decimate}. */
export interface DecimateOptions {
  /** Keep one sample in so many, an integer >= 1. Must be given. */
  q?: number | undefined;
  /** `fir`: order of the filter, even; `iir`: of the Chebyshev filter, in [1, 100]. `null`: 20 q, or 8. @defaultValue `null` */
  n?: number | null | undefined;
  /** `iir`: Chebyshev of type I, 0.05 dB of ripple up to 0.8 of the new Nyquist frequency. `fir`: a Hamming window. @defaultValue `'iir'` */
  ftype?: 'iir' | 'fir' | undefined;
  /** Whether nothing is delayed: the IIR filter runs both ways, the delay of the FIR filter is taken off. @defaultValue `true` */
  zeroPhase?: boolean | undefined;
}

/**
 * Filters a signal and keeps one sample in `q`, as scipy does. {@link resample} filters far better (its default suppresses aliases by 130 dB).
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param options - See {@link DecimateOptions}; `q` must be given.
 * @returns New array of the same type, shape `[...channels, ceil(samples / q)]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the signal is not longer than the padding of the filter (27 samples with
 * the default), or a sample is NaN or infinite.
 * @example
 * ```ts
 * decimate(new Float32Array(1000), { q: 4 }).length; // 250
 * ```
 * @see scipy 1.17 `signal.decimate`.
 */
export function decimate<T extends FloatArray>(x: T, options: DecimateOptions): T;
export function decimate<T extends FloatArray>(x: NdArray<T> | AudioSignal<T> | AudioBufferLike, options: DecimateOptions): T | NdArray<T>;
export function decimate<T extends FloatArray>(x: SignalInput<T>, options: DecimateOptions): T | NdArray<T> {
  const caller = 'decimate';
  const settings = readOptions(caller, options, {
    q: NaN,
    n: null as number | null,
    ftype: 'iir' as 'iir' | 'fir',
    zeroPhase: true,
  });
  const { q, ftype, zeroPhase } = settings;
  expectInteger(q, caller, 'q', 1);
  expectOneOf(ftype, caller, 'ftype', ['iir', 'fir']);
  expectBoolean(zeroPhase, caller, 'zeroPhase');
  const n = settings.n ?? (ftype === 'iir' ? 8 : 20 * q);
  expectInteger(n, caller, 'n', 1, ftype === 'iir' ? 100 : undefined);
  const { lead, length, channels } = readSignal(x, caller, 'x');
  refuseOverflow(channels[0]!, channels, caller, 'x');
  const kept = Math.ceil(length / q);
  const out = arrayLike(channels[0]!, channels.length * kept);
  const filter = ftype === 'iir' ? recursive(n, q, zeroPhase) : windowed(n, q, zeroPhase, caller);
  for (const [c, y] of channels.entries()) {
    const { samples, delay } = filter(Float64Array.from(y));
    for (let m = 0; m < kept; m++) out[c * kept + m] = samples[m * q + delay]!;
  }
  return lead.length === 0 ? out : nd(out, [...lead, kept]);
}

type Filter = (y: Float64Array) => { samples: Float64Array; delay: number };

function recursive(n: number, q: number, zeroPhase: boolean): Filter {
  const sos = cheby1(n, { rp: 0.05, wn: 0.8 / q });
  return (y) => ({ samples: zeroPhase ? sosfiltfilt(y, sos) : sosfilt(y, sos), delay: 0 });
}

function windowed(n: number, q: number, zeroPhase: boolean, caller: string): Filter {
  const h = q === 1 ? Float64Array.of(1) : firTaps(n + 1, { cutoff: [1 / q], window: 'hamming', passZero: true, scale: true }, caller);
  return (y) => ({ samples: fftconvolve(y, h), delay: zeroPhase ? (h.length - 1) >> 1 : 0 });
}
