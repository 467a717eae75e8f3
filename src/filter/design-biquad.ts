/**
 * Second-order filters of the audio equaliser cookbook.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { cosTurns, exp, LN10, sinTurns, TWO_PI } from '../core/math.js';
import { resolveSampleRate } from '../core/signal.js';
import { shareOf } from './iir-design.js';
import { type DesignedTransfer } from './transfer-function.js';

/** The kinds of {@link designBiquad}. */
export type BiquadType =
  'lowpass' | 'highpass' | 'bandpass' | 'bandreject' | 'allpass' | 'band' | 'equalizer' | 'bass' | 'treble' | 'deemph' | 'riaa';

/** Options of {@link designBiquad}. */
export interface DesignBiquadOptions {
  /** Samples per second, Hz. Must be given. */
  sampleRate?: number | null | undefined;
  /**
   * `lowpass`, `highpass`: 12 dB an octave. `bandpass`, `bandreject`, `allpass`: about one frequency. `band`: one resonance (SoX). `equalizer`: a
   * peak or a notch of `gain` dB. `bass`, `treble`: shelves of `gain` dB. `deemph`, `riaa`: the curves of old CDs and of records. Must be given.
   */
  type?: BiquadType | undefined;
  /** Edge or centre, Hz, below half the sample rate. Must be given, except for `deemph` and `riaa`, which have none. */
  frequency?: number | null | undefined;
  /** Quality, > 0: centre divided by width. @defaultValue `0.707` */
  q?: number | undefined;
  /** `equalizer`, `bass`, `treble`: gain, dB. @defaultValue `0` */
  gain?: number | undefined;
  /** `bandpass`: the gain at the centre is `q`, not 1. @defaultValue `false` */
  constSkirtGain?: boolean | undefined;
  /** `band`: scaled for noise, not for tones. @defaultValue `false` */
  noise?: boolean | undefined;
}

/** What a formula sees. */
interface Setting {
  /** Cosine and sine of the frequency as an angle. */
  readonly cos: number;
  readonly sin: number;
  /** sin / (2 q). */
  readonly alpha: number;
  /** Square root of the gain as a factor: 10^(gain / 40). */
  readonly amp: number;
  readonly options: typeof DEFAULTS & { frequency: number; sampleRate: number };
}

/** b0, b1, b2, a0, a1, a2. */
type Row = readonly [number, number, number, number, number, number];

const DEFAULTS = {
  sampleRate: null as number | null,
  type: null as BiquadType | null,
  frequency: null as number | null,
  q: 0.707,
  gain: 0,
  constSkirtGain: false,
  noise: false,
};

/** A shelf; `sign` is -1 below (bass) and 1 above (treble). */
function shelf({ cos, alpha, amp }: Pick<Setting, 'cos' | 'alpha' | 'amp'>, sign: number): Row {
  const slope = 2 * Math.sqrt(amp) * alpha;
  const [less, more] = [(amp - 1) * cos * sign, (amp + 1) * cos * sign];
  return [
    amp * (amp + 1 + less + slope),
    -sign * 2 * amp * (amp - 1 + more),
    amp * (amp + 1 + less - slope),
    amp + 1 - less + slope,
    sign * 2 * (amp - 1 - more),
    amp + 1 - less - slope,
  ];
}

/** Slope and gain that come nearest to the 50 and 15 microseconds of old CDs (ISO 908), from SoX 14.4. */
const DEEMPHASIS: Readonly<Record<number, readonly [frequency: number, slope: number, gain: number]>> = {
  44100: [5283, 0.4845, -9.477],
  48000: [5356, 0.479, -9.62],
};

/** Zeros and poles for the 3180, 318 and 75 microseconds of records, from SoX 14.4: up to 0.45 dB off at 44100 Hz, 0.28 at 48000, 0.07 above. */
const RIAA: Readonly<Record<number, readonly [zeros: readonly [number, number], poles: readonly [number, number]]>> = {
  44100: [
    [-0.2014898, 0.923382],
    [0.7083149, 0.9924091],
  ],
  48000: [
    [-0.1766069, 0.932159],
    [0.7396325, 0.993133],
  ],
  88200: [
    [-0.1168735, 0.9648312],
    [0.8590646, 0.9964002],
  ],
  96000: [
    [-0.1141486, 0.9676817],
    [0.8699137, 0.9966946],
  ],
};

function deemph(rate: number): Row {
  const [frequency, slope, gain] = DEEMPHASIS[rate]!;
  const amp = exp((gain / 40) * LN10);
  const alpha = (sinTurns(frequency / rate) / 2) * Math.sqrt((amp + 1 / amp) * (1 / slope - 1) + 2);
  return shelf({ cos: cosTurns(frequency / rate), alpha, amp }, 1);
}

function riaa(rate: number): Row {
  const quadratic = ([u, v]: readonly [number, number]): [number, number, number] => [1, -(u + v), u * v];
  const [b, a] = [quadratic(RIAA[rate]![0]), quadratic(RIAA[rate]![1])];
  const size = ([c0, c1, c2]: readonly [number, number, number]): number => {
    const turns = 1000 / rate; // 0 dB at 1 kHz
    return (c0 + c1 * cosTurns(turns) + c2 * cosTurns(2 * turns)) ** 2 + (c1 * sinTurns(turns) + c2 * sinTurns(2 * turns)) ** 2;
  };
  const gain = Math.sqrt(size(a) / size(b));
  return [b[0] * gain, b[1] * gain, b[2] * gain, ...a];
}

const FORMULAE: Readonly<Record<BiquadType, (s: Setting) => Row>> = {
  lowpass: ({ cos, alpha }) => [(1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha],
  highpass: ({ cos, alpha }) => [(1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha],
  bandpass: ({ cos, sin, alpha, options }) => {
    const top = options.constSkirtGain ? sin / 2 : alpha;
    return [top, 0, -top, 1 + alpha, -2 * cos, 1 - alpha];
  },
  bandreject: ({ cos, alpha }) => [1, -2 * cos, 1, 1 + alpha, -2 * cos, 1 - alpha],
  allpass: ({ cos, alpha }) => [1 - alpha, -2 * cos, 1 + alpha, 1 + alpha, -2 * cos, 1 - alpha],
  band: ({ cos, options: { frequency, q, sampleRate, noise } }) => {
    const a2 = exp((-TWO_PI * (frequency / q)) / sampleRate);
    const a1 = ((-4 * a2) / (1 + a2)) * cos;
    const tone = Math.sqrt(1 - (a1 * a1) / (4 * a2)) * (1 - a2);
    return [noise ? Math.sqrt((((1 + a2) * (1 + a2) - a1 * a1) * (1 - a2)) / (1 + a2)) : tone, 0, 0, 1, a1, a2];
  },
  equalizer: ({ cos, alpha, amp }) => [1 + alpha * amp, -2 * cos, 1 - alpha * amp, 1 + alpha / amp, -2 * cos, 1 - alpha / amp],
  bass: (s) => shelf(s, -1),
  treble: (s) => shelf(s, 1),
  deemph: ({ options }) => deemph(options.sampleRate),
  riaa: ({ options }) => riaa(options.sampleRate),
};

/** The rates of a filter that is a table. */
const ratesOf = (type: BiquadType): number[] | undefined =>
  type === 'deemph' ? Object.keys(DEEMPHASIS).map(Number) : type === 'riaa' ? Object.keys(RIAA).map(Number) : undefined;

/**
 * Designs a second-order filter: equaliser bands, shelves, and what one reaches for first.
 *
 * @param options - See {@link DesignBiquadOptions}; `type`, `sampleRate` and `frequency` must be given.
 * @returns `{ b, a }`, for {@link lfilter}, {@link createLfilter} and {@link freqz}.
 * @throws {@link ParameterError} if an option is unknown or out of range, or `deemph` or `riaa` has no numbers for the sample rate.
 * @example
 * ```ts
 * const { b, a } = designBiquad({ type: 'lowpass', frequency: 2000, q: 0.5, sampleRate: 8000 });
 * b.map((v) => Math.round(1e9 * v) / 1e9); // [0.25, 0.5, 0.25]
 * a.map((v) => Math.round(1e9 * v) / 1e9); // [1, 0, 0]
 * ```
 * @see R. Bristow-Johnson, Cookbook formulae for audio equalizer biquad filter coefficients. SoX 14.4 and torchaudio 2.11
 * `functional.*_biquad`, which {@link lowpassBiquad} and its kind are.
 */
export function designBiquad(options: DesignBiquadOptions): DesignedTransfer {
  return biquadOf(options, 'designBiquad', 'frequency');
}

/** The same for functions that call the frequency by another name. */
export function biquadOf(options: DesignBiquadOptions, caller: string, frequencyName: string): DesignedTransfer {
  const settings = readOptions(caller, options, DEFAULTS);
  const { type, q, gain, constSkirtGain, noise } = settings;
  expectOneOf(type, caller, 'type', Object.keys(FORMULAE) as BiquadType[]);
  const sampleRate = resolveSampleRate(undefined, settings.sampleRate, caller);
  const rates = ratesOf(type);
  if (rates && !rates.includes(sampleRate)) {
    throw new ParameterError(caller, 'sampleRate', `must be one of ${rates.join(', ')} for "${type}", got ${sampleRate}`);
  }
  if (rates && settings.frequency !== null) throw new ParameterError(caller, frequencyName, `is nothing that "${type}" has`);
  if (!rates && settings.frequency === null) throw new ParameterError(caller, frequencyName, 'must be given in Hz');
  const frequency = settings.frequency ?? 0;
  const share = rates ? 0 : shareOf(frequency, sampleRate, caller, frequencyName);
  expectPositive(q, caller, 'q');
  expectFinite(gain, caller, 'gain', -400, 400);
  expectBoolean(constSkirtGain, caller, 'constSkirtGain');
  expectBoolean(noise, caller, 'noise');
  const [cos, sin] = [cosTurns(share / 2), sinTurns(share / 2)];
  const full = { ...settings, type, sampleRate, frequency };
  const row = FORMULAE[type]({ cos, sin, alpha: sin / 2 / q, amp: exp((gain / 40) * LN10), options: full });
  return { b: Float64Array.of(row[0] / row[3], row[1] / row[3], row[2] / row[3]), a: Float64Array.of(1, row[4] / row[3], row[5] / row[3]) };
}
