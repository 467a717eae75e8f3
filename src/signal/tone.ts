/**
 * Sine tones.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cosTurnsAll } from '../core/cos-turns.js';
import { TWO_PI } from '../core/math.js';
import { expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { resolveSampleRate } from '../core/signal.js';

/** How long a generated signal is; {@link tone} and {@link chirp} share it. */
export interface GeneratorOptions {
  /** Samples per second, Hz. Must be given. */
  sampleRate?: number | null | undefined;
  /** Length in samples, >= 1. This or `duration` must be given; this one counts. */
  length?: number | null | undefined;
  /** Length in seconds; `floor(duration sampleRate)` samples. */
  duration?: number | null | undefined;
  /** Phase at the start, radians; `-pi / 2` makes a sine. @defaultValue `-Math.PI / 2` */
  phi?: number | null | undefined;
}

/** The defaults of {@link GeneratorOptions}. */
export const GENERATOR_DEFAULTS = {
  sampleRate: null as number | null,
  length: null as number | null,
  duration: null as number | null,
  phi: null as number | null,
};

/** Checks {@link GeneratorOptions}; `turn` is the phase as a share of a whole turn. */
export function readGenerator(
  { sampleRate, length, duration, phi }: typeof GENERATOR_DEFAULTS,
  caller: string,
): { rate: number; samples: number; turn: number } {
  const rate = resolveSampleRate(undefined, sampleRate, caller);
  let samples = length;
  if (samples === null) {
    if (duration === null) throw new ParameterError(caller, 'length', 'must be given in samples, or "duration" in seconds');
    expectPositive(duration, caller, 'duration');
    samples = Math.floor(duration * rate);
    if (samples < 1) throw new ParameterError(caller, 'duration', `must be at least one sample long, 1 / ${rate} s, got ${duration}`);
  }
  expectInteger(samples, caller, 'length', 1);
  if (phi !== null) expectFinite(phi, caller, 'phi');
  return { rate, samples, turn: phi === null ? -0.25 : phi / TWO_PI };
}

/**
 * Makes a sine tone.
 *
 * @param frequency - Hz. Above half the sample rate it sounds lower (aliasing).
 * @param options - See {@link GeneratorOptions}; `sampleRate` and `length` or `duration` must be given.
 * @returns Float64Array of `cos(2 pi frequency n / sampleRate + phi)`, the same bits on every engine.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * tone(2000, { sampleRate: 8000, length: 5 }); // [0, 1, 0, -1, 0]
 * ```
 * @see librosa 0.11 `tone`.
 */
export function tone(frequency: number, options: GeneratorOptions): Float64Array {
  expectFinite(frequency, 'tone', 'frequency');
  const { rate, samples, turn } = readGenerator(readOptions('tone', options, GENERATOR_DEFAULTS), 'tone');
  const y = new Float64Array(samples);
  for (let n = 0; n < samples; n++) {
    const cycles = frequency * n;
    y[n] = (cycles - Math.floor(cycles / rate) * rate) / rate + turn; // whole turns taken out first: of whole numbers nothing is lost
  }
  cosTurnsAll(y);
  return y;
}
