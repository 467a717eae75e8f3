/**
 * How well notes were transcribed.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectSameLength } from '../core/labels.js';
import { log2 } from '../core/math.js';
import { expectBoolean, expectFinite, expectPositive, readOptions } from '../core/options.js';
import { readNumbers, type TableLike } from '../core/table.js';
import { type DetectionScores, detectionScores, type Intervals, readIntervals, roundTo } from './annotations.js';
import { matchWhere, type Pairs } from './matching.js';

/** Notes: when they sound, and how high. */
export interface Notes {
  /** Spans of time, seconds, shape `[notes, 2]`. */
  readonly intervals: TableLike;
  /** Pitch of each, Hz, > 0. */
  readonly pitches: ArrayLike<number>;
}

/** Options that the measures of notes share. */
export interface NoteMatchOptions {
  /** Whether an error that equals the tolerance is wrong. @defaultValue `false` */
  strict?: boolean | undefined;
  /** How many times as much recall weighs as precision, > 0. @defaultValue `1` */
  beta?: number | undefined;
}

/** Options of {@link transcriptionOnsetScores}. */
export interface TranscriptionOnsetOptions extends NoteMatchOptions {
  /** How far an onset may be off, seconds, >= 0. @defaultValue `0.05` */
  onsetTolerance?: number | undefined;
}

/** Options of {@link transcriptionOffsetScores}. */
export interface TranscriptionOffsetOptions extends NoteMatchOptions {
  /** How far an end may be off, as a share of the true note's length, >= 0. @defaultValue `0.2` */
  offsetRatio?: number | undefined;
  /** How far an end may be off at least, seconds, >= 0. @defaultValue `0.05` */
  offsetMinTolerance?: number | undefined;
}

/** Options of {@link transcriptionScores}. */
export interface TranscriptionScoresOptions extends NoteMatchOptions {
  /** How far an onset may be off, seconds, >= 0. @defaultValue `0.05` */
  onsetTolerance?: number | undefined;
  /** How far a pitch may be off, cents, >= 0. @defaultValue `50` */
  pitchTolerance?: number | undefined;
  /** How far an end may be off, as a share of the true note's length, >= 0; `null`: ends do not count. @defaultValue `0.2` */
  offsetRatio?: number | null | undefined;
  /** How far an end may be off at least, seconds, >= 0. @defaultValue `0.05` */
  offsetMinTolerance?: number | undefined;
}

/** What {@link transcriptionScores} returns. */
export interface TranscriptionScores extends DetectionScores {
  /** Mean over the pairs of their common time as a share of all their time. */
  readonly averageOverlapRatio: number;
}

const DEFAULTS = {
  onsetTolerance: 0.05,
  pitchTolerance: 50,
  offsetRatio: 0.2 as number | null,
  offsetMinTolerance: 0.05,
  strict: false,
  beta: 1,
};
type Settings = typeof DEFAULTS;

/**
 * Precision, recall and F-measure of notes that begin, sound and (unless `offsetRatio` is `null`) end right.
 *
 * @param reference - True notes.
 * @param estimate - Found notes.
 * @param options - {@link TranscriptionScoresOptions}.
 * @returns {@link TranscriptionScores}; all 0 where either is empty.
 * @throws {@link ParameterError} if a note does not end after it begins, a pitch is not > 0, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 0.4], [0.5, 0.9], [1, 1.4]], pitches: [220, 247, 262] };
 * const estimate = { intervals: [[0.02, 0.4], [0.5, 0.6], [1, 1.4]], pitches: [221, 247, 277] };
 * transcriptionScores(reference, estimate).fMeasure; // 0.333
 * transcriptionScores(reference, estimate, { offsetRatio: null }).fMeasure; // 0.667
 * ```
 * @see mir_eval 0.8 `transcription.precision_recall_f1_overlap`: same numbers, times rounded to 0.1 ms as there. MIREX "Multiple fundamental
 * frequency estimation and tracking".
 */
export function transcriptionScores(reference: Notes, estimate: Notes, options?: TranscriptionScoresOptions): TranscriptionScores {
  const caller = 'transcriptionScores';
  const o = readSettings(caller, options, DEFAULTS);
  const [ref, est] = [readNotes(reference, caller, 'reference'), readNotes(estimate, caller, 'estimate')];
  const [onset, offset] = [onsetFits(ref.spans, est.spans, o), offsetFits(ref.spans, est.spans, o)];
  const far = beyond(o.strict);
  const pairs = matchWhere(
    ref.spans.count,
    est.spans.count,
    (i, j) => onset(i, j) && !far(Math.abs(1200 * (ref.octaves[i]! - est.octaves[j]!)), o.pitchTolerance) && offset(i, j),
  );
  return {
    ...detectionScores(pairs.length, est.spans.count, ref.spans.count, o.beta),
    averageOverlapRatio: meanOverlap(ref.spans, est.spans, pairs),
  };
}

/**
 * Precision, recall and F-measure of the onsets of notes, whatever their pitch.
 *
 * @param referenceIntervals - True notes, seconds, shape `[notes, 2]`.
 * @param estimatedIntervals - Found notes.
 * @param options - {@link TranscriptionOnsetOptions}.
 * @returns {@link DetectionScores}; all 0 where either is empty.
 * @throws {@link ParameterError} if a note does not end after it begins, or an option is unknown or out of range.
 * @example
 * ```ts
 * transcriptionOnsetScores([[0, 0.4], [0.5, 0.9]], [[0.03, 0.4], [0.6, 0.9]]).recall; // 0.5
 * ```
 * @see mir_eval 0.8 `transcription.onset_precision_recall_f1`: same numbers.
 */
export function transcriptionOnsetScores(
  referenceIntervals: TableLike,
  estimatedIntervals: TableLike,
  options?: TranscriptionOnsetOptions,
): DetectionScores {
  const { onsetTolerance, strict, beta } = DEFAULTS;
  return spanScores(
    referenceIntervals,
    estimatedIntervals,
    'transcriptionOnsetScores',
    options,
    { onsetTolerance, strict, beta },
    onsetFits,
  );
}

/**
 * Precision, recall and F-measure of the ends of notes, whatever their pitch.
 *
 * @param referenceIntervals - True notes, seconds, shape `[notes, 2]`.
 * @param estimatedIntervals - Found notes.
 * @param options - {@link TranscriptionOffsetOptions}.
 * @returns {@link DetectionScores}; all 0 where either is empty.
 * @throws {@link ParameterError} if a note does not end after it begins, or an option is unknown or out of range.
 * @example
 * ```ts
 * transcriptionOffsetScores([[0, 0.4], [0.5, 0.9]], [[0, 0.47], [0.6, 0.7]]).recall; // 0.5
 * ```
 * @see mir_eval 0.8 `transcription.offset_precision_recall_f1`: same numbers.
 */
export function transcriptionOffsetScores(
  referenceIntervals: TableLike,
  estimatedIntervals: TableLike,
  options?: TranscriptionOffsetOptions,
): DetectionScores {
  const { offsetMinTolerance, strict, beta } = DEFAULTS;
  const defaults = { offsetRatio: 0.2, offsetMinTolerance, strict, beta };
  return spanScores(referenceIntervals, estimatedIntervals, 'transcriptionOffsetScores', options, defaults, offsetFits);
}

/** What {@link transcriptionEvaluate} returns. */
export interface TranscriptionEvaluation {
  /** Onset, pitch and end; null where ends do not count. */
  readonly notes: TranscriptionScores | null;
  /** Onset and pitch. */
  readonly notesWithoutOffset: TranscriptionScores;
  /** {@link transcriptionOnsetScores}. */
  readonly onsets: DetectionScores;
  /** {@link transcriptionOffsetScores}; null where ends do not count. */
  readonly offsets: DetectionScores | null;
}

/**
 * All measures of notes at once.
 *
 * @param reference - True notes.
 * @param estimate - Found notes.
 * @param options - {@link TranscriptionScoresOptions}.
 * @returns {@link TranscriptionEvaluation}.
 * @throws {@link ParameterError} if a note does not end after it begins, a pitch is not > 0, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 0.4], [0.5, 0.9]], pitches: [220, 247] };
 * const estimate = { intervals: [[0.02, 0.4], [0.5, 0.6]], pitches: [221, 247] };
 * const { notes, notesWithoutOffset } = transcriptionEvaluate(reference, estimate);
 * notes?.fMeasure; // 0.5
 * notesWithoutOffset.fMeasure; // 1
 * ```
 * @see mir_eval 0.8 `transcription.evaluate`: same numbers.
 */
export function transcriptionEvaluate(reference: Notes, estimate: Notes, options?: TranscriptionScoresOptions): TranscriptionEvaluation {
  const o = readSettings('transcriptionEvaluate', options, DEFAULTS);
  const { onsetTolerance, offsetRatio, offsetMinTolerance, strict, beta } = o;
  const ends = { offsetMinTolerance, strict, beta };
  return {
    notes: offsetRatio === null ? null : transcriptionScores(reference, estimate, o),
    notesWithoutOffset: transcriptionScores(reference, estimate, { ...o, offsetRatio: null }),
    onsets: transcriptionOnsetScores(reference.intervals, estimate.intervals, { onsetTolerance, strict, beta }),
    offsets: offsetRatio === null ? null : transcriptionOffsetScores(reference.intervals, estimate.intervals, { offsetRatio, ...ends }),
  };
}

type Fits = (i: number, j: number) => boolean;

function readSettings<D extends Partial<Settings>>(caller: string, options: object | undefined, defaults: D): D {
  const o: D = readOptions<D>(caller, options, defaults);
  for (const name of ['onsetTolerance', 'pitchTolerance', 'offsetRatio', 'offsetMinTolerance'] as const) {
    if (name in o && !(name === 'offsetRatio' && o[name] === null && defaults === (DEFAULTS as object)))
      expectFinite(o[name], caller, name, 0);
  }
  expectBoolean(o.strict, caller, 'strict');
  expectPositive(o.beta, caller, 'beta');
  return o;
}

function spanScores(
  referenceIntervals: TableLike,
  estimatedIntervals: TableLike,
  caller: string,
  options: object | undefined,
  defaults: Partial<Settings>,
  fits: (ref: Intervals, est: Intervals, o: Settings) => Fits,
): DetectionScores {
  const o = { ...DEFAULTS, ...readSettings(caller, options, defaults) };
  const ref = readIntervals(referenceIntervals, caller, 'referenceIntervals');
  const est = readIntervals(estimatedIntervals, caller, 'estimatedIntervals');
  return detectionScores(matchWhere(ref.count, est.count, fits(ref, est, o)).length, est.count, ref.count, o.beta);
}

const beyond = (strict: boolean) => (strict ? (x: number, most: number) => x >= most : (x: number, most: number) => x > most);

function onsetFits(ref: Intervals, est: Intervals, o: Settings): Fits {
  const far = beyond(o.strict);
  return (i, j) => !far(roundTo(Math.abs(ref.starts[i]! - est.starts[j]!), 4), o.onsetTolerance);
}

function offsetFits(ref: Intervals, est: Intervals, { offsetRatio, offsetMinTolerance, strict }: Settings): Fits {
  if (offsetRatio === null) return () => true;
  const far = beyond(strict);
  const most = ref.ends.map((end, i) => Math.max(offsetRatio * Math.abs(end - ref.starts[i]!), offsetMinTolerance));
  return (i, j) => !far(roundTo(Math.abs(ref.ends[i]! - est.ends[j]!), 4), most[i]!);
}

function meanOverlap(ref: Intervals, est: Intervals, pairs: Pairs): number {
  let sum = 0;
  for (const [i, j] of pairs) {
    const common = Math.min(ref.ends[i]!, est.ends[j]!) - Math.max(ref.starts[i]!, est.starts[j]!);
    sum += common / (Math.max(ref.ends[i]!, est.ends[j]!) - Math.min(ref.starts[i]!, est.starts[j]!));
  }
  return pairs.length ? sum / pairs.length : 0;
}

/** Reads notes, their pitches in octaves. */
function readNotes(notes: Notes, caller: string, name: string): { spans: Intervals; octaves: Float64Array } {
  const spans = readIntervals(notes.intervals, caller, `${name}.intervals`);
  const pitches = readNumbers(notes.pitches, caller, `${name}.pitches`);
  expectSameLength(spans.count, `${name}.intervals`, pitches.length, `${name}.pitches`, caller);
  const wrong = pitches.findIndex((f) => !(f > 0));
  if (wrong >= 0) throw new ParameterError(caller, `${name}.pitches`, `must be > 0, got ${pitches[wrong]} at index ${wrong}`);
  return { spans, octaves: pitches.map(log2) };
}
