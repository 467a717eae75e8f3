/**
 * One narrow filter for each key of a piano.
 * @module
 */
import { hzOfMidi } from '../convert/hz-midi.js';
import { ParameterError } from '../core/errors.js';
import { cosTurns, exp, LN10, sinTurns } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { expectSameLength } from '../core/labels.js';
import { readNumbers } from '../core/table.js';
import { ellip } from './ellip.js';
import { completeK, type Modulus, complement } from './elliptic.js';
import { type DesignedTransfer } from './transfer-function.js';

/** Options of {@link mrFrequencies}. */
export interface MrFrequenciesOptions {
  /** How far the tuning is off, semitones. @defaultValue `0` */
  tuning?: number | undefined;
}

/** What {@link mrFrequencies} returns. */
export interface MrFrequencies {
  /** Centre frequencies, Hz. */
  readonly centerFreqs: Float64Array;
  /** The rate each filter works at, Hz. */
  readonly sampleRates: Float64Array;
}

/**
 * The 85 semitones from C1 to C8, and the rate at which each is best filtered: 882, 4410 or 22050 Hz.
 *
 * @param options - {@link MrFrequenciesOptions}.
 * @returns {@link MrFrequencies}.
 * @throws {@link ParameterError} if an option is unknown or not finite.
 * @example
 * ```ts
 * const { centerFreqs, sampleRates } = mrFrequencies();
 * centerFreqs[45]; // 440
 * sampleRates[45]; // 4410
 * ```
 * @see librosa 0.11 `filters.mr_frequencies`: same numbers. M. Müller, Information Retrieval for Music and Motion, 2007.
 */
export function mrFrequencies(options?: MrFrequenciesOptions): MrFrequencies {
  const { tuning } = readOptions('mrFrequencies', options, { tuning: 0 });
  expectFinite(tuning, 'mrFrequencies', 'tuning', -12, 12);
  return {
    centerFreqs: Float64Array.from({ length: 85 }, (_, i) => hzOfMidi(24 + i + tuning)),
    sampleRates: Float64Array.from({ length: 85 }, (_, i) => (i < 36 ? 882 : i < 70 ? 4410 : 22050)),
  };
}

/** Options of {@link semitoneFilterbank}. */
export interface SemitoneFilterbankOptions<F extends 'sos' | 'ba' = 'sos' | 'ba'> extends MrFrequenciesOptions {
  /** Centre frequencies, Hz, > 0; with `sampleRates`, in place of the 85 semitones. @defaultValue `null` */
  centerFreqs?: ArrayLike<number> | null | undefined;
  /** The rate each filter works at, Hz. @defaultValue `null` */
  sampleRates?: ArrayLike<number> | null | undefined;
  /** `sos`: second-order sections, shape `[sections, 6]`; `ba`: fractions, which round badly for filters so narrow. @defaultValue `'sos'` */
  flayout?: F | undefined;
  /** Centre frequency over bandwidth, > 0.5. @defaultValue `25` */
  q?: number | undefined;
  /** Ripple in the pass band, dB, > 0. @defaultValue `1` */
  passbandRipple?: number | undefined;
  /** How far the stop band, twice as wide, lies down, dB, more than the ripple. @defaultValue `50` */
  stopbandAttenuation?: number | undefined;
}

/** What {@link semitoneFilterbank} returns. */
export interface SemitoneFilterbank<F = NdArray<Float64Array>> {
  /** The filters. */
  readonly filters: F[];
  /** The rate each works at, Hz. */
  readonly sampleRates: Float64Array;
}

/** The defaults of {@link SemitoneFilterbankOptions}. */
export const SEMITONE_DEFAULTS = {
  tuning: 0,
  centerFreqs: null as ArrayLike<number> | null,
  sampleRates: null as ArrayLike<number> | null,
  flayout: 'sos' as 'sos' | 'ba',
  q: 25,
  passbandRipple: 1,
  stopbandAttenuation: 50,
};

/**
 * Elliptic band filters a semitone apart, each for the rate that suits it.
 *
 * @param options - {@link SemitoneFilterbankOptions}.
 * @returns {@link SemitoneFilterbank}.
 * @throws {@link ParameterError} if an option is unknown or out of range, only one of the lists is given, or a band reaches half its rate.
 * @example
 * ```ts
 * const { filters, sampleRates } = semitoneFilterbank();
 * filters.length; // 85
 * filters[45]?.shape; // [4, 6]
 * sampleRates[45]; // 4410
 * ```
 * @see librosa 0.11 `filters.semitone_filterbank(flayout='sos')`: same numbers within 1e-9; there fractions are the default. M. Müller,
 * Information Retrieval for Music and Motion, 2007.
 */
export function semitoneFilterbank(options?: SemitoneFilterbankOptions<'sos'> & { flayout?: 'sos' | undefined }): SemitoneFilterbank;
export function semitoneFilterbank(options: SemitoneFilterbankOptions<'ba'> & { flayout: 'ba' }): SemitoneFilterbank<DesignedTransfer>;
export function semitoneFilterbank(options?: SemitoneFilterbankOptions): SemitoneFilterbank<NdArray<Float64Array> | DesignedTransfer> {
  const o = readOptions('semitoneFilterbank', options, SEMITONE_DEFAULTS);
  return designSemitones(o, 'semitoneFilterbank');
}

/** Checks the options and designs the filters. */
export function designSemitones(o: typeof SEMITONE_DEFAULTS, caller: string): SemitoneFilterbank<NdArray<Float64Array> | DesignedTransfer> {
  expectFinite(o.tuning, caller, 'tuning', -12, 12);
  expectOneOf(o.flayout, caller, 'flayout', ['sos', 'ba']);
  expectPositive(o.q, caller, 'q');
  if (o.q <= 0.5) throw new ParameterError(caller, 'q', `must be > 0.5, got ${o.q}`);
  expectPositive(o.passbandRipple, caller, 'passbandRipple');
  expectPositive(o.stopbandAttenuation, caller, 'stopbandAttenuation');
  if (o.stopbandAttenuation <= o.passbandRipple)
    throw new ParameterError(
      caller,
      'stopbandAttenuation',
      `must be more than the ripple, ${o.passbandRipple}, got ${o.stopbandAttenuation}`,
    );
  const { centerFreqs, sampleRates } = readBands(o, caller);
  const filters = Array.from(centerFreqs, (center, i) => {
    const rate = sampleRates[i]!;
    const width = center / o.q;
    if (!(center > 0 && center + width < rate / 2))
      throw new ParameterError(
        caller,
        'centerFreqs',
        `must have bands between 0 and ${rate / 2} Hz, half the rate, got ${center} at index ${i}`,
      );
    const share = (hertz: number): number => hertz / (0.5 * rate);
    const wn = [share(center - 0.5 * width), share(center + 0.5 * width)] as const;
    const order = ellipticOrder(wn, [share(center - width), share(center + width)], o.passbandRipple, o.stopbandAttenuation);
    const design = { rp: o.passbandRipple, rs: o.stopbandAttenuation, wn, btype: 'bandpass' as const };
    return o.flayout === 'sos' ? ellip(order, design) : ellip(order, { ...design, output: 'ba' });
  });
  return { filters, sampleRates };
}

function readBands(o: typeof SEMITONE_DEFAULTS, caller: string): MrFrequencies {
  if (o.centerFreqs === null && o.sampleRates === null) return mrFrequencies({ tuning: o.tuning });
  if (o.centerFreqs === null) throw new ParameterError(caller, 'centerFreqs', 'must be given where "sampleRates" is');
  if (o.sampleRates === null) throw new ParameterError(caller, 'sampleRates', 'must be given where "centerFreqs" is');
  if (o.tuning !== 0) throw new ParameterError(caller, 'tuning', 'must be left out where "centerFreqs" is given');
  const [centerFreqs, sampleRates] = [readNumbers(o.centerFreqs, caller, 'centerFreqs'), readNumbers(o.sampleRates, caller, 'sampleRates')];
  expectSameLength(centerFreqs.length, 'centerFreqs', sampleRates.length, 'sampleRates', caller);
  sampleRates.forEach((rate) => expectPositive(rate, caller, 'sampleRates'));
  return { centerFreqs, sampleRates };
}

/** The least order of an elliptic low-pass whose band filter has these edges, shares of half the rate (A. Antoniou, Digital Filters, 1993). */
function ellipticOrder(pass: readonly [number, number], stop: readonly [number, number], rp: number, rs: number): number {
  const tan = (share: number): number => sinTurns(share / 4) / cosTurns(share / 4);
  const [low, high] = [tan(pass[0]), tan(pass[1])];
  const edge = Math.min(...stop.map((share) => Math.abs((tan(share) ** 2 - low * high) / (tan(share) * (low - high)))));
  const excess = (db: number): number => exp(0.1 * db * LN10) - 1;
  const modulus = (k: number): Modulus => ({ k, kc: Math.sqrt(1 - k * k) });
  const [selectivity, discrimination] = [modulus(1 / edge), modulus(Math.sqrt(excess(rp) / excess(rs)))];
  const ratio = (m: Modulus): number => completeK(m) / completeK(complement(m));
  return Math.ceil(ratio(selectivity) / ratio(discrimination));
}
