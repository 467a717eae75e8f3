/**
 * How well several pitches at a time were found.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectSameLength } from '../core/labels.js';
import { log2 } from '../core/math.js';
import { expectFinite, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';
import { readEvents } from './annotations.js';
import { matchWhere } from './matching.js';

/** Options of {@link multipitchEvaluate}. */
export interface MultipitchEvaluateOptions {
  /** How far a pitch may be off, semitones, >= 0. @defaultValue `0.5` */
  window?: number | undefined;
}

/** Scores of pitches, frame by frame. */
export interface MultipitchMeasures {
  /** Share of the found pitches that are right. */
  readonly precision: number;
  /** Share of the true pitches that were found. */
  readonly recall: number;
  /** Right ones among the true and the found ones together. */
  readonly accuracy: number;
  /** Wrong pitches in place of right ones, per true pitch. */
  readonly substitutionError: number;
  /** Missed pitches, per true pitch. */
  readonly missError: number;
  /** Pitches too many, per true pitch. */
  readonly falseAlarmError: number;
  /** The sum of the three. */
  readonly totalError: number;
}

/** What {@link multipitchEvaluate} returns. */
export interface MultipitchScores extends MultipitchMeasures {
  /** The same with errors of whole octaves forgiven. */
  readonly chroma: MultipitchMeasures;
}

const [LOWEST, HIGHEST] = [20, 5000];

/**
 * Measures of several pitches at a time: the estimate's frames are brought to the times of the reference, then as many pitches as possible
 * are paired within the window in each.
 *
 * @param refTime - Times of the reference, seconds, rising.
 * @param refFreqs - Its frequencies, a list for each time, Hz, in [20, 5000]; empty for silence.
 * @param estTime - Times of the estimate, seconds, rising.
 * @param estFreqs - Its frequencies, as above.
 * @param options - {@link MultipitchEvaluateOptions}.
 * @returns {@link MultipitchScores}; 0 where there is nothing to divide by.
 * @throws {@link ParameterError} if lengths differ, times do not rise, a frequency is out of range, or an option is unknown or out of range.
 * @example
 * ```ts
 * const scores = multipitchEvaluate([0, 0.1], [[220, 330], [440]], [0, 0.1], [[221], [220, 550]]);
 * scores.precision; // 0.333
 * scores.totalError; // 1
 * scores.chroma.recall; // 0.667
 * ```
 * @see mir_eval 0.8 `multipitch.evaluate`: same numbers. G. Poliner and D. Ellis, "A discriminative model for polyphonic piano
 * transcription", 2007.
 */
export function multipitchEvaluate(
  refTime: ArrayLike<number>,
  refFreqs: readonly ArrayLike<number>[],
  estTime: ArrayLike<number>,
  estFreqs: readonly ArrayLike<number>[],
  options?: MultipitchEvaluateOptions,
): MultipitchScores {
  const caller = 'multipitchEvaluate';
  const o = readOptions(caller, options, { window: 0.5 });
  expectFinite(o.window, caller, 'window', 0);
  const times = readTimes(refTime, caller, 'refTime');
  const reference = readPitches(refFreqs, times.length, caller, 'refFreqs', 'refTime');
  const foundTimes = readTimes(estTime, caller, 'estTime');
  const found = readPitches(estFreqs, foundTimes.length, caller, 'estFreqs', 'estTime');
  const same = times.length === foundTimes.length && times.every((t, i) => Math.abs(foundTimes[i]! - t) <= 1e-8 + 1e-5 * Math.abs(t));
  const estimate = same ? found : Array.from(times, (t) => frameAt(foundTimes, found, t));
  const plain = (a: number, b: number): number => Math.abs(a - b);
  const modulo = (x: number): number => ((x % 12) + 12) % 12;
  const circular = (a: number, b: number): number => {
    const d = Math.abs(modulo(a) - modulo(b));
    return Math.min(d, 12 - d);
  };
  return { ...measures(reference, estimate, o.window, plain), chroma: measures(reference, estimate, o.window, circular) };
}

function measures(
  reference: readonly Float64Array[],
  estimate: readonly Float64Array[],
  window: number,
  distance: (a: number, b: number) => number,
): MultipitchMeasures {
  let [right, references, estimates, substituted, missed, surplus] = [0, 0, 0, 0, 0, 0];
  reference.forEach((ref, t) => {
    const est = estimate[t]!;
    const hits = matchWhere(ref.length, est.length, (i, j) => distance(ref[i]!, est[j]!) <= window).length;
    right += hits;
    references += ref.length;
    estimates += est.length;
    substituted += Math.min(ref.length, est.length) - hits;
    missed += Math.max(0, ref.length - est.length);
    surplus += Math.max(0, est.length - ref.length);
  });
  const share = (n: number, of: number): number => (of > 0 ? n / of : 0);
  return {
    precision: share(right, estimates),
    recall: share(right, references),
    accuracy: share(right, references + estimates - right),
    substitutionError: share(substituted, references),
    missError: share(missed, references),
    falseAlarmError: share(surplus, references),
    totalError: share(substituted + missed + surplus, references),
  };
}

/** The frame nearest to `t`, the earlier of two equally near ones; no pitches outside of the frames. */
function frameAt(times: Float64Array, frames: readonly Float64Array[], t: number): Float64Array {
  const last = times.length - 1;
  if (last < 0 || t < times[0]! || t > times[last]!) return new Float64Array(0);
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= t) low = middle;
    else high = middle;
  }
  return frames[t <= times[low]! / 2 + times[high]! / 2 ? low : high]!;
}

function readTimes(time: ArrayLike<number>, caller: string, name: string): Float64Array {
  const times = readEvents(time, caller, name);
  const at = times.findIndex((t, i) => i > 0 && t === times[i - 1]);
  if (at >= 0) throw new ParameterError(caller, name, `must rise, got ${times[at]} twice, at index ${at}`);
  return times;
}

/** Pitches in MIDI numbers. */
function readPitches(freqs: readonly ArrayLike<number>[], count: number, caller: string, name: string, timeName: string): Float64Array[] {
  if (!Array.isArray(freqs)) throw new TypeError(`${caller}: "${name}" must be a list of lists of numbers, got ${show(freqs)}`);
  expectSameLength(count, timeName, freqs.length, name, caller);
  return freqs.map((frame, t) =>
    readNumbers(frame as ArrayLike<number>, caller, `${name}[${t}]`).map((f) => {
      if (f < LOWEST || f > HIGHEST)
        throw new ParameterError(caller, name, `must be frequencies in [${LOWEST}, ${HIGHEST}] Hz, got ${f} at time ${t}`);
      return 69 + 12 * log2(f / 440);
    }),
  );
}
