/**
 * Hertz and mel: Slaney's scale (linear below 1 kHz, logarithmic above) and HTK's formula.
 * @module
 */
import { fastExp, fastLog, logAll } from '../core/fast-math.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { type Converted, mapAll, type Values } from './map.js';

/** Options of {@link hzToMel} and {@link melToHz}. */
export interface MelScaleOptions {
  /** `true`: HTK's formula `2595 log10(1 + f / 700)`. `false`: Slaney's Auditory Toolbox. @defaultValue `false` */
  htk?: boolean | undefined;
}

const DEFAULTS = { htk: false };

const HZ_PER_MEL = 66.66666666666667; // below the break
const BREAK_HZ = 1000;
const BREAK_MEL = 14.999999999999998; // BREAK_HZ / HZ_PER_MEL
const HTK_SCALE = 1126.9941805389383; // 2595 / ln(10)
const LOG_STEP = 0.06875177742094912; // ln(6.4) / 27: 27 mel from 1 kHz to 6.4 kHz

/** What the scale takes the logarithm of. */
const ratioOf = (hz: number, htk: boolean): number => (htk ? 1 + hz / 700 : Math.max(hz, BREAK_HZ) / BREAK_HZ);

/** Hz -> mel, given the logarithm of the ratio. */
function melByLog(hz: number, log: number, htk: boolean): number {
  if (htk) return HTK_SCALE * log;
  return hz >= BREAK_HZ ? BREAK_MEL + log / LOG_STEP : hz / HZ_PER_MEL;
}

/** Hz -> mel for one number, unchecked. */
export const melOf = (hz: number, htk: boolean): number => melByLog(hz, fastLog(ratioOf(hz, htk)), htk);

/** Mel -> Hz for one number, unchecked. */
export function hzOfMel(mel: number, htk: boolean): number {
  if (htk) return 700 * (fastExp(mel / HTK_SCALE) - 1);
  return mel >= BREAK_MEL ? BREAK_HZ * fastExp(LOG_STEP * (mel - BREAK_MEL)) : HZ_PER_MEL * mel;
}

/**
 * Converts frequencies in Hz to mel.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Which mel scale.
 * @returns Mel, same kind and shape as `frequencies` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frequency is negative, NaN or infinite, or an option is unknown.
 * @example
 * ```ts
 * hzToMel(60); // 0.9
 * hzToMel([110, 220, 440]); // [1.65, 3.3, 6.6]
 * hzToMel(440, { htk: true }); // 549.6387
 * ```
 * @see librosa 0.11 `hz_to_mel`. M. Slaney, Auditory Toolbox, Interval Research Technical Report 1998-010; S. Young et al., The HTK Book.
 */
export function hzToMel<V extends Values>(frequencies: V, options?: MelScaleOptions): Converted<V> {
  const { htk } = readOptions('hzToMel', options, DEFAULTS);
  expectBoolean(htk, 'hzToMel', 'htk');
  const run = (x: Float64Array): void => {
    const logs = x.map((hz) => ratioOf(hz, htk));
    logAll(logs);
    for (let i = 0; i < x.length; i++) x[i] = melByLog(x[i]!, logs[i]!, htk);
  };
  return mapAll(frequencies, 'hzToMel', 'frequencies', run, 0);
}

/**
 * Converts mel to frequencies in Hz, the inverse of {@link hzToMel}.
 *
 * @param mels - One number or many, mel, >= 0.
 * @param options - Which mel scale.
 * @returns Hz, same kind and shape as `mels` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a value is negative, NaN, infinite or too large, or an option is unknown.
 * @example
 * ```ts
 * melToHz(3); // 200
 * melToHz([1, 2, 27]); // [66.667, 133.333, 2281.929]
 * melToHz(3, { htk: true }); // 1.8658
 * ```
 * @see librosa 0.11 `mel_to_hz`.
 */
export function melToHz<V extends Values>(mels: V, options?: MelScaleOptions): Converted<V> {
  const { htk } = readOptions('melToHz', options, DEFAULTS);
  expectBoolean(htk, 'melToHz', 'htk');
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = hzOfMel(x[i]!, htk);
  };
  return mapAll(mels, 'melToHz', 'mels', run, 0, true);
}
