/**
 * How loud the ear finds a frequency: the A, B, C, D and Z weightings of sound level meters.
 * @module
 */
import { fastLog, fastLog10 as log10 } from '../core/fast-math.js';
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { bounded, type Converted, mapAll, type Values } from './map.js';

/** The weighting curves. */
export type WeightingKind = 'A' | 'B' | 'C' | 'D' | 'Z';

/** Options of {@link aWeighting} and its kind. */
export interface WeightingOptions {
  /** Weights below this are raised to it, dB; `null` keeps them. @defaultValue `-80`; `null` for {@link zWeighting} */
  minDb?: number | null | undefined;
}

/** Options of {@link frequencyWeighting}. */
export interface FrequencyWeightingOptions extends WeightingOptions {
  /** Which curve. `null` is `'Z'`. @defaultValue `'A'` */
  kind?: WeightingKind | null | undefined;
}

/**
 * Poles of the curves in Hz: IEC 61672-1:2013 (A and C), ANSI S1.42-2001 (B), IEC 537:1976 (D, as a ratio of polynomials by R. Aarts),
 * with the digits that librosa uses.
 */
const square = (x: number): number => x * x;

const DB = 4.342944819032518; // 10 / ln(10)
const A_OFFSET = 165.44615676656687; // 2 + 40 log10 12194.217

const CURVES: Record<WeightingKind, (f2: number) => number> = {
  A: (f2) => {
    if (!(f2 > 1e-60 && f2 < 1e60))
      return 2 + ends(f2) + 20 * log10(f2) - 10 * (log10(f2 + square(107.65265)) + log10(f2 + square(737.86223)));
    const p = (f2 / (f2 + 148698928.24308902)) * (f2 / (f2 + 424.31867740600902)); // squares of 12194.217 and 20.598997
    return A_OFFSET + DB * fastLog((p * p) / ((f2 + 11589.0930520225) * (f2 + 544440.6704605729))); // and of 107.65265 and 737.86223
  },
  B: (f2) => 0.17 + ends(f2) + 10 * (log10(f2) - log10(f2 + square(158.48932))),
  C: (f2) => 0.062 + ends(f2),
  D: (f2) =>
    10 *
    (log10(f2) -
      4 * log10(8.3046305e-3) +
      log10(square(square(1018.7) - f2) + square(1039.6) * f2) -
      log10(square(square(3136.5) - f2) + square(3424) * f2) -
      log10(square(282.7) + f2) -
      log10(square(1160) + f2)),
  Z: () => 0,
};

/** The two double poles that A, B and C share, 20.6 Hz and 12194 Hz. */
const ends = (f2: number): number =>
  20 * (log10(square(12194.217)) + log10(f2) - log10(f2 + square(12194.217)) - log10(f2 + square(20.598997)));

/** One curve over any input; `minDb` undefined is the curve's own default. */
export function weigh<V extends Values>(
  frequencies: V,
  caller: string,
  kind: WeightingKind,
  minDb: number | null | undefined,
): Converted<V> {
  const least = minDb === undefined ? (kind === 'Z' ? null : -80) : minDb;
  if (least !== null) expectFinite(least, caller, 'minDb');
  const curve = CURVES[kind];
  const weight = (hz: number): number => (least === null ? curve(hz * hz) : Math.max(least, curve(hz * hz)));
  const checked = bounded(frequencies, caller, 'frequencies', weight);
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = x[i]! > 0 && x[i]! < 1e100 ? weight(x[i]!) : x[i]! * x[i]! > 0 ? checked(x[i]!) : weight(0);
  };
  return mapAll(frequencies, caller, 'frequencies', run, 0);
}

function one<V extends Values>(frequencies: V, caller: string, kind: WeightingKind, options: WeightingOptions | undefined): Converted<V> {
  return weigh(frequencies, caller, kind, readOptions(caller, options, { minDb: undefined as number | null | undefined }).minDb);
}

/**
 * A-weighting: how much quieter (or louder) a frequency sounds than 1 kHz to the ear at low levels.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Floor.
 * @returns Decibels, same kind and shape as `frequencies` (a plain array becomes a Float64Array). 0 Hz gives `minDb`, and -Infinity
 * without one.
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown.
 * @example
 * ```ts
 * aWeighting([0, 100, 1000, 10000]); // [-80, -19.142, 0.0003, -2.491]
 * ```
 * @see librosa 0.11 `A_weighting`; IEC 61672-1:2013, annex E.
 */
export function aWeighting<V extends Values>(frequencies: V, options?: WeightingOptions): Converted<V> {
  return one(frequencies, 'aWeighting', 'A', options);
}

/**
 * B-weighting: for medium levels, out of use. Arguments and results as {@link aWeighting}.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Floor.
 * @returns Decibels, same kind and shape as `frequencies`.
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown.
 * @example
 * ```ts
 * bWeighting([100, 1000, 10000]); // [-5.647, 0.0004, -4.298]
 * ```
 * @see librosa 0.11 `B_weighting`; ANSI S1.42-2001.
 */
export function bWeighting<V extends Values>(frequencies: V, options?: WeightingOptions): Converted<V> {
  return one(frequencies, 'bWeighting', 'B', options);
}

/**
 * C-weighting: for high levels, nearly flat. Arguments and results as {@link aWeighting}.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Floor.
 * @returns Decibels, same kind and shape as `frequencies`.
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown.
 * @example
 * ```ts
 * cWeighting([20, 1000, 10000]); // [-6.219, 0.0001, -4.405]
 * ```
 * @see librosa 0.11 `C_weighting`; IEC 61672-1:2013, annex E.
 */
export function cWeighting<V extends Values>(frequencies: V, options?: WeightingOptions): Converted<V> {
  return one(frequencies, 'cWeighting', 'C', options);
}

/**
 * D-weighting: for aircraft noise, out of use. Arguments and results as {@link aWeighting}.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Floor.
 * @returns Decibels, same kind and shape as `frequencies`.
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown.
 * @example
 * ```ts
 * dWeighting([100, 1000, 3000]); // [-7.205, -0.0003, 11.42]
 * ```
 * @see librosa 0.11 `D_weighting`; IEC 537:1976.
 */
export function dWeighting<V extends Values>(frequencies: V, options?: WeightingOptions): Converted<V> {
  return one(frequencies, 'dWeighting', 'D', options);
}

/**
 * Z-weighting: none, 0 dB at every frequency. Arguments and results as {@link aWeighting}.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Floor, which matters only above 0 dB. Its default here is `null`.
 * @returns Decibels, same kind and shape as `frequencies`.
 * @throws {@link ParameterError} if a frequency is negative, NaN or infinite, or an option is unknown.
 * @example
 * ```ts
 * zWeighting([100, 1000]); // [0, 0]
 * ```
 * @see librosa 0.11 `Z_weighting`.
 */
export function zWeighting<V extends Values>(frequencies: V, options?: WeightingOptions): Converted<V> {
  return one(frequencies, 'zWeighting', 'Z', options);
}

/**
 * A weighting by name.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Which curve, and floor.
 * @returns Decibels, same kind and shape as `frequencies` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown or out of range.
 * @example
 * ```ts
 * frequencyWeighting(100, { kind: 'C' }); // -0.2995
 * ```
 * @see librosa 0.11 `frequency_weighting`.
 */
export function frequencyWeighting<V extends Values>(frequencies: V, options?: FrequencyWeightingOptions): Converted<V> {
  const defaults = { kind: 'A' as WeightingKind | null, minDb: undefined as number | null | undefined };
  const { kind, minDb } = readOptions('frequencyWeighting', options, defaults);
  return weigh(frequencies, 'frequencyWeighting', expectKind(kind, 'frequencyWeighting', 'kind'), minDb);
}

/** A curve's name, in either case. */
export function expectKind(kind: unknown, caller: string, name: string): WeightingKind {
  const upper = kind === null ? 'Z' : typeof kind === 'string' ? kind.toUpperCase() : kind;
  expectOneOf(upper as WeightingKind, caller, name, ['A', 'B', 'C', 'D', 'Z']);
  return upper as WeightingKind;
}
