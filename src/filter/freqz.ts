/**
 * Frequency responses.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { firstNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { cosTurns, sinTurns, TWO_PI } from '../core/math.js';
import { readNumbers } from '../core/table.js';
import { abs, type Complex, div, mul } from './complex.js';
import { readSections, type Sections } from './sections.js';
import { readTransfer, type TransferFunction } from './transfer-function.js';

/** Options of {@link freqz} and {@link sosfreqz}. */
export interface FreqzOptions {
  /** How many frequencies, >= 1, evenly from 0; or a list of them. @defaultValue `512` */
  worN?: number | ArrayLike<number> | undefined;
  /** Whether evenly spaced frequencies go round the whole circle, instead of to half the sample rate. @defaultValue `false` */
  whole?: boolean | undefined;
  /** Whether the last evenly spaced frequency is half the sample rate (`whole`: all of it). @defaultValue `false` */
  includeNyquist?: boolean | undefined;
  /** Samples per second: frequencies are in Hz then, else in radians a sample. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

/** A frequency response. */
export interface FrequencyResponse {
  /** The frequencies: Hz where a sample rate was given, else radians a sample. */
  w: Float64Array;
  /** The response there, complex, shape `[frequencies, 2]` (re, im). */
  h: NdArray<Float64Array>;
}

const DEFAULTS = { worN: 512 as number | ArrayLike<number>, whole: false, includeNyquist: false, sampleRate: null as number | null };

/** Response at `turns`, a share of the sample rate. */
type Response = (turns: number) => Complex;

/** sum_k c[k] e^(-2 pi i turns k), without an error that grows with k. */
function onCircle(c: ArrayLike<number>, turns: number): Complex {
  let re = 0;
  let im = 0;
  for (let k = 0; k < c.length; k++) {
    re += c[k]! * cosTurns(k * turns);
    im -= c[k]! * sinTurns(k * turns);
  }
  return [re, im];
}

function respond(response: Response, options: FreqzOptions | undefined, caller: string): FrequencyResponse {
  const { worN, whole, includeNyquist, sampleRate } = readOptions(caller, options, DEFAULTS);
  expectBoolean(whole, caller, 'whole');
  expectBoolean(includeNyquist, caller, 'includeNyquist');
  if (sampleRate !== null) expectPositive(sampleRate, caller, 'sampleRate');
  const unit = sampleRate ?? TWO_PI;
  const turns = typeof worN === 'number' ? evenly(worN, whole, includeNyquist, caller) : readNumbers(worN, caller, 'worN');
  const w = typeof worN === 'number' ? turns.map((t) => t * unit) : turns.slice();
  const h = new Float64Array(2 * turns.length);
  for (let i = 0; i < turns.length; i++) {
    const [re, im] = response(typeof worN === 'number' ? turns[i]! : turns[i]! / unit);
    h[2 * i] = re;
    h[2 * i + 1] = im;
  }
  const bad = firstNonFinite(h);
  if (bad >= 0) throw new ParameterError(caller, 'filter', `has a pole on the unit circle at the frequency ${w[bad >> 1]}`);
  return { w, h: nd(h, [turns.length, 2]) };
}

function evenly(count: number, whole: boolean, includeNyquist: boolean, caller: string): Float64Array {
  expectInteger(count, caller, 'worN', 1);
  const steps = (whole ? 1 : 2) * (includeNyquist && count > 1 ? count - 1 : count);
  return Float64Array.from({ length: count }, (_, i) => i / steps);
}

/**
 * The frequency response of a fraction b / a.
 *
 * @param filter - The fraction, `{ b, a }`.
 * @param options - See {@link FreqzOptions}.
 * @returns `w`, the frequencies, and `h`, the complex response there, shape `[frequencies, 2]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a pole lies on the unit circle at one of the frequencies.
 * @example
 * ```ts
 * const { w, h } = freqz({ b: [0.5, 0.5] }, { worN: [0, 4000], sampleRate: 8000 });
 * w; // [0, 4000]
 * h.get(0, 0); // 1
 * h.get(1, 0); // 0
 * ```
 * @see scipy 1.17 `signal.freqz`.
 */
export function freqz(filter: TransferFunction, options?: FreqzOptions): FrequencyResponse {
  const { b, a } = readTransfer(filter, 'freqz');
  return respond((turns) => quotient(onCircle(b, turns), onCircle(a, turns)), options, 'freqz');
}

/** NaN where the denominator vanishes. */
const quotient = (above: Complex, below: Complex): Complex => (abs(below) === 0 ? [NaN, NaN] : div(above, below));

/**
 * The frequency response of second-order sections: the product of theirs.
 *
 * @param sos - The filter, shape `[sections, 6]`.
 * @param options - See {@link FreqzOptions}.
 * @returns `w`, the frequencies, and `h`, the complex response there, shape `[frequencies, 2]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a pole lies on the unit circle at one of the frequencies.
 * @example
 * ```ts
 * const { h } = sosfreqz(butter(4, { wn: 1000, sampleRate: 16000 }), { worN: [1000], sampleRate: 16000 });
 * (20 * Math.log10(Math.hypot(h.get(0, 0), h.get(0, 1)))).toFixed(2); // '-3.01'
 * ```
 * @see scipy 1.17 `signal.freqz_sos` (formerly `sosfreqz`).
 */
export function sosfreqz(sos: Sections, options?: FreqzOptions): FrequencyResponse {
  const c = readSections(sos, 'sosfreqz');
  const response: Response = (turns) => {
    let total: Complex = [1, 0];
    for (let s = 0; s < c.length; s += 5) {
      total = mul(total, quotient(onCircle(c.subarray(s, s + 3), turns), onCircle([1, c[s + 3]!, c[s + 4]!], turns)));
    }
    return total;
  };
  return respond(response, options, 'sosfreqz');
}
