/**
 * Tones that glide.
 * @module
 */
import { cosTurnsAll } from '../core/cos-turns.js';
import { fastExp } from '../core/fast-math.js';
import { log } from '../core/math.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { GENERATOR_DEFAULTS, type GeneratorOptions, readGenerator } from './tone.js';

/** Options of {@link chirp}. */
export interface ChirpOptions extends GeneratorOptions {
  /** Frequency at the start, Hz, > 0. Must be given. */
  fmin?: number | undefined;
  /** Frequency at the end, Hz, > 0. Must be given. */
  fmax?: number | undefined;
  /** Whether the frequency grows by equal steps rather than equal factors. @defaultValue `false` */
  linear?: boolean | undefined;
}

/**
 * Makes a tone that glides from one frequency to another, by default equal intervals in equal times.
 *
 * @param options - See {@link ChirpOptions}; `fmin`, `fmax`, `sampleRate` and `length` or `duration` must be given.
 * @returns Float64Array, the same bits on every engine.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * chirp({ fmin: 110, fmax: 3520, sampleRate: 8000, duration: 0.5 }).length; // 4000
 * ```
 * @see librosa 0.11 `chirp`, scipy 1.17 `signal.chirp`.
 */
export function chirp(options: ChirpOptions): Float64Array {
  const { fmin, fmax, linear, ...rest } = readOptions('chirp', options, { ...GENERATOR_DEFAULTS, fmin: NaN, fmax: NaN, linear: false });
  expectPositive(fmin, 'chirp', 'fmin');
  expectPositive(fmax, 'chirp', 'fmax');
  expectBoolean(linear, 'chirp', 'linear');
  const { rate, samples, turn } = readGenerator(rest, 'chirp');
  const end = rest.length === null ? rest.duration! : samples / rate;
  const octaves = log(fmax / fmin);
  const slope = (fmax - fmin) / end;
  const y = new Float64Array(samples);
  for (let n = 0; n < samples; n++) {
    const t = n / rate;
    const turns = linear || octaves === 0 ? fmin * t + 0.5 * slope * t * t : (end / octaves) * fmin * (fastExp((t / end) * octaves) - 1);
    y[n] = turns - Math.floor(turns) + turn;
  }
  cosTurnsAll(y);
  return y;
}
