/**
 * How well tempi were found.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';

/** Options of {@link tempoDetection}. */
export interface TempoDetectionOptions {
  /** Weight of the first reference tempo, in [0, 1]; the second has the rest. Needed. */
  referenceWeight: number;
  /** How far a tempo may be off, as a share of the true one, in [0, 1]. @defaultValue `0.08` */
  tol?: number | undefined;
}

/** What {@link tempoDetection} returns. */
export interface TempoDetection {
  /** The weight of the tempi that were found, in [0, 1]. */
  readonly pScore: number;
  /** Whether at least one of them was found. */
  readonly oneCorrect: boolean;
  /** Whether both were found. */
  readonly bothCorrect: boolean;
}

/**
 * Whether two estimated tempi hit the two that listeners tap.
 *
 * @param referenceTempi - Two tempi, BPM, >= 0, not both 0.
 * @param estimatedTempi - Two tempi, BPM, >= 0.
 * @param options - {@link TempoDetectionOptions}.
 * @returns {@link TempoDetection}. A reference of 0 BPM is never found.
 * @throws {@link ParameterError} unless there are two tempi each, and options are known and in range.
 * @example
 * ```ts
 * const { pScore, oneCorrect, bothCorrect } = tempoDetection([60, 120], [118, 80], { referenceWeight: 0.4 });
 * pScore; // 0.6
 * oneCorrect; // true
 * bothCorrect; // false
 * ```
 * @see mir_eval 0.8 `tempo.detection`: same numbers. M. McKinney et al., "Evaluation of audio beat tracking and music tempo extraction
 * algorithms", J. New Music Research 36 (2007).
 */
export function tempoDetection(
  referenceTempi: ArrayLike<number>,
  estimatedTempi: ArrayLike<number>,
  options: TempoDetectionOptions,
): TempoDetection {
  const caller = 'tempoDetection';
  const o = readOptions(caller, options, { referenceWeight: NaN, tol: 0.08 });
  expectFinite(o.referenceWeight, caller, 'referenceWeight', 0, 1);
  expectFinite(o.tol, caller, 'tol', 0, 1);
  const reference = readTempi(referenceTempi, caller, 'referenceTempi');
  const estimate = readTempi(estimatedTempi, caller, 'estimatedTempi');
  if (reference.every((bpm) => bpm === 0)) throw new ParameterError(caller, 'referenceTempi', 'must not both be 0');
  const [first, second] = Array.from(reference, (bpm) => bpm > 0 && Math.min(...estimate.map((e) => Math.abs(bpm - e) / bpm)) <= o.tol);
  return {
    pScore: o.referenceWeight * Number(first) + (1 - o.referenceWeight) * Number(second),
    oneCorrect: first! || second!,
    bothCorrect: first! && second!,
  };
}

function readTempi(tempi: ArrayLike<number>, caller: string, name: string): Float64Array {
  const list = readNumbers(tempi, caller, name);
  if (list.length !== 2) throw new ParameterError(caller, name, `must be two tempi, got ${list.length}`);
  if (list.some((bpm) => bpm < 0)) throw new ParameterError(caller, name, `must be >= 0, got ${Math.min(...list)}`);
  return list;
}
