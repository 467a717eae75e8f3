/**
 * How well chords were found.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectSameLength } from '../core/labels.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readNumbers, type TableLike } from '../core/table.js';
import { fitIntervals, type Intervals, readIntervals, readNames } from './annotations.js';
import { type ChordNotes, readChord } from './chord-label.js';
import { type NamedIntervals } from './segment-frames.js';

/** What two chords must have in common to count as the same; with `Inv` the bass, too. */
export type ChordRule =
  | 'thirds'
  | 'thirdsInv'
  | 'triads'
  | 'triadsInv'
  | 'tetrads'
  | 'tetradsInv'
  | 'root'
  | 'mirex'
  | 'majmin'
  | 'majminInv'
  | 'sevenths'
  | 'seventhsInv';

const RULES: readonly ChordRule[] = [
  ...(['thirds', 'thirdsInv', 'triads', 'triadsInv', 'tetrads', 'tetradsInv'] as const),
  ...(['root', 'mirex', 'majmin', 'majminInv', 'sevenths', 'seventhsInv'] as const),
];

/** Options of {@link chordComparison}. */
export interface ChordComparisonOptions {
  /**
   * `thirds`: root and whether the third is minor; `triads`: root and the notes up to the fifth; `tetrads`: root and all notes of the octave;
   * `root`; `mirex`: three notes in common; `majmin`: triads where the reference is major, minor or `N`; `sevenths`: tetrads where it is
   * a triad, a seventh chord or `N`. Needed.
   */
  rule: ChordRule;
}

/**
 * Compares chords one by one.
 *
 * @param referenceLabels - True chords in Harte's notation: `'C'`, `'A:min7/b3'`, `'N'` for none, `'X'` for one that is left open.
 * @param estimatedLabels - Found chords.
 * @param options - {@link ChordComparisonOptions}.
 * @returns For each 1 (the same), 0 (another) or -1 (the rule says nothing of such a reference).
 * @throws {@link ParameterError} if a label is no chord, the lists differ in length, or the rule is unknown.
 * @example
 * ```ts
 * chordComparison(['C', 'A:min7', 'G:sus4'], ['C:7', 'A:min', 'G'], { rule: 'majmin' }); // [1, 1, -1]
 * chordComparison(['C', 'A:min7', 'G:sus4'], ['C:7', 'A:min', 'G'], { rule: 'tetrads' }); // [0, 0, 0]
 * ```
 * @see mir_eval 0.8 `chord.thirds` ... `chord.sevenths_inv`: same numbers, also that an estimated `X` has three notes in common with anything
 * under `mirex`. C. Harte et al., "Symbolic representation of musical chords", ISMIR 2005; J. Pauwels and G. Peeters, ICASSP 2013.
 */
export function chordComparison(
  referenceLabels: readonly string[],
  estimatedLabels: readonly string[],
  options: ChordComparisonOptions,
): Float64Array {
  const caller = 'chordComparison';
  const o = readOptions(caller, options, { rule: '' as ChordRule });
  expectOneOf(o.rule, caller, 'rule', RULES);
  const [reference, estimate] = [
    readChords(referenceLabels, caller, 'referenceLabels'),
    readChords(estimatedLabels, caller, 'estimatedLabels'),
  ];
  expectSameLength(reference.length, 'referenceLabels', estimate.length, 'estimatedLabels', caller);
  return Float64Array.from(reference, (ref, i) => compareChords(ref, estimate[i]!, o.rule));
}

/**
 * The mean of comparisons, each weighed by how long it lasts; those of -1 do not count.
 *
 * @param comparisons - What {@link chordComparison} returns.
 * @param weights - Durations, >= 0.
 * @returns A number in [0, 1]; 0 where nothing counts.
 * @throws {@link ParameterError} if the lengths differ or a weight is < 0.
 * @example
 * ```ts
 * chordWeightedAccuracy([1, 0, -1], [3, 1, 10]); // 0.75
 * ```
 * @see mir_eval 0.8 `chord.weighted_accuracy`: same numbers.
 */
export function chordWeightedAccuracy(comparisons: ArrayLike<number>, weights: ArrayLike<number>): number {
  const caller = 'chordWeightedAccuracy';
  const [scores, durations] = [readNumbers(comparisons, caller, 'comparisons'), readNumbers(weights, caller, 'weights')];
  expectSameLength(scores.length, 'comparisons', durations.length, 'weights', caller);
  const wrong = durations.findIndex((w) => w < 0);
  if (wrong >= 0) throw new ParameterError(caller, 'weights', `must be >= 0, got ${durations[wrong]} at index ${wrong}`);
  let [sum, all] = [0, 0];
  scores.forEach((score, i) => {
    if (score < 0) return;
    sum += score * durations[i]!;
    all += durations[i]!;
  });
  return all > 0 ? sum / all : 0;
}

/** What {@link chordSegmentation} returns; each in [0, 1]. */
export interface ChordSegmentation {
  /** 1 where no true chord is cut up. */
  readonly overseg: number;
  /** 1 where no true chords are thrown together. */
  readonly underseg: number;
  /** The lesser of both. */
  readonly seg: number;
}

/**
 * Whether chords change when they should, by the directional Hamming distance.
 *
 * @param referenceIntervals - True chords, seconds, shape `[chords, 2]`, rising and apart.
 * @param estimatedIntervals - Found chords.
 * @returns {@link ChordSegmentation}.
 * @throws {@link ParameterError} if either is empty, or chords overlap or do not end after they begin.
 * @example
 * ```ts
 * const { overseg, underseg } = chordSegmentation([[0, 2], [2, 4]], [[0, 1], [1, 2], [2, 4]]);
 * overseg; // 0.75
 * underseg; // 1
 * ```
 * @see mir_eval 0.8 `chord.overseg`, `chord.underseg`, `chord.seg`: same numbers. C. Harte, thesis, 2010.
 */
export function chordSegmentation(referenceIntervals: TableLike, estimatedIntervals: TableLike): ChordSegmentation {
  const caller = 'chordSegmentation';
  const ref = readApart(readIntervals(referenceIntervals, caller, 'referenceIntervals'), caller, 'referenceIntervals');
  const est = readApart(readIntervals(estimatedIntervals, caller, 'estimatedIntervals'), caller, 'estimatedIntervals');
  return segmentationOf(ref, est);
}

/** What {@link chordEvaluate} returns; each in [0, 1]. */
export type ChordScores = Readonly<Record<ChordRule, number>> & ChordSegmentation;

/**
 * All measures of chords at once, weighed by time. The estimate is cut or filled with `N` to where the reference begins and ends; for the
 * segmentation, equal neighbours are merged.
 *
 * @param reference - True chords with labels.
 * @param estimate - Found chords with labels.
 * @returns {@link ChordScores}.
 * @throws {@link ParameterError} if a label is no chord, the reference is empty, or chords overlap or do not end after they begin.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 1], [1, 2.5], [2.5, 4]], labels: ['C:maj', 'A:min7', 'G:7'] };
 * const scores = chordEvaluate(reference, { intervals: [[0, 1.2], [1.2, 4]], labels: ['C:maj', 'A:min'] });
 * scores.majmin; // 0.575
 * scores.tetrads; // 0.25
 * scores.underseg; // 0.625
 * ```
 * @see mir_eval 0.8 `chord.evaluate`: same numbers.
 */
export function chordEvaluate(reference: NamedIntervals, estimate: NamedIntervals): ChordScores {
  const caller = 'chordEvaluate';
  const read = ({ intervals, labels }: NamedIntervals, name: string): { intervals: Intervals; names: string[] } => {
    const spans = readIntervals(intervals, caller, `${name}.intervals`);
    return { intervals: spans, names: readNames(labels, spans.count, caller, `${name}.labels`) };
  };
  const ref = read(reference, 'reference');
  readApart(ref.intervals, caller, 'reference.intervals');
  const [from, to] = [ref.intervals.starts[0]!, ref.intervals.ends.at(-1)!];
  const given = read(estimate, 'estimate');
  const est = fitIntervals(given.intervals, given.names, from, to, 'N', 'N');
  readApart(est.intervals, caller, 'estimate.intervals');
  const [refChords, estChords] = [readChords(ref.names, caller, 'reference.labels'), readChords(est.names, caller, 'estimate.labels')];
  const cuts = [...new Set([ref.intervals, est.intervals].flatMap((x) => [...x.starts, ...x.ends]))].sort((a, b) => a - b);
  const sounding = (x: Intervals, t: number): number => x.starts.filter((s) => s <= t).length - 1;
  const parts = cuts.slice(0, -1).map((t, i) => ({
    reference: refChords[sounding(ref.intervals, t)]!,
    estimate: estChords[sounding(est.intervals, t)]!,
    duration: cuts[i + 1]! - t,
  }));
  const durations = parts.map((p) => p.duration);
  const scores = Object.fromEntries(
    RULES.map((rule) => {
      const same = parts.map((p) => compareChords(p.reference, p.estimate, rule));
      return [rule, chordWeightedAccuracy(same, durations)];
    }),
  ) as Record<ChordRule, number>;
  const merged = (x: Intervals, names: string[], name: string): Intervals => mergeEqual(x, readChords(names, caller, name, true));
  return {
    ...scores,
    ...segmentationOf(merged(ref.intervals, ref.names, 'reference.labels'), merged(est.intervals, est.names, 'estimate.labels')),
  };
}

function readChords(labels: readonly string[], caller: string, name: string, fold = false): ChordNotes[] {
  if (!Array.isArray(labels)) throw new TypeError(`${caller}: "${name}" must be a list of strings, got ${show(labels)}`);
  const known = new Map<string, ChordNotes>();
  return labels.map((label: string) => {
    const chord = known.get(label) ?? readChord(label, caller, name, fold);
    known.set(label, chord);
    return chord;
  });
}

const isSame = (a: readonly number[], b: readonly number[], count: number): boolean => a.every((x, i) => i >= count || x === b[i]);
const FIFTH = 8; // notes up to the augmented fifth
const triad = (third: number): number[] => Array.from({ length: 12 }, (_, i) => Number(i === 0 || i === third || i === 7));
const [MAJOR, MINOR] = [triad(4), triad(3)];
const plus = (chord: readonly number[], seventh: number): number[] => chord.map((x, i) => Number(x || i === seventh));
const SILENCE: readonly number[] = new Array<number>(12).fill(0);
const SEVENTHS = [MAJOR, MINOR, plus(MAJOR, 11), plus(MAJOR, 10), plus(MINOR, 10), SILENCE];

/** 1, 0, or -1 where the rule says nothing of such a reference. */
function compareChords(ref: ChordNotes, est: ChordNotes, rule: ChordRule): number {
  const sameRoot = ref.root === est.root;
  const sameBass = !rule.endsWith('Inv') || ref.bass === est.bass;
  const open = ref.semitones[0]! < 0; // X
  const upTo = (count: number): number => Number(sameRoot && sameBass && isSame(ref.semitones, est.semitones, count));
  switch (rule) {
    case 'root':
      return open ? -1 : Number(sameRoot);
    case 'thirds':
    case 'thirdsInv':
      return open ? -1 : Number(sameRoot && sameBass && ref.semitones[3] === est.semitones[3]);
    case 'triads':
    case 'triadsInv':
      return open ? -1 : upTo(FIFTH);
    case 'tetrads':
    case 'tetradsInv':
      return open ? -1 : upTo(12);
    case 'majmin':
    case 'majminInv': {
      const isNone = ref.root < 0 && isSame(ref.semitones, SILENCE, 12);
      return isNone || isSame(ref.semitones, MAJOR, FIFTH) || isSame(ref.semitones, MINOR, FIFTH) ? upTo(FIFTH) : -1;
    }
    case 'sevenths':
    case 'seventhsInv':
      return SEVENTHS.some((chord) => isSame(ref.semitones, chord, 12)) ? upTo(12) : -1;
    case 'mirex': {
      const notes = ref.semitones.filter((x) => x > 0).length;
      if (open || (notes > 0 && notes < 3)) return -1;
      if (ref.root === -1 && est.root === -1) return 1;
      return Number(commonNotes(ref, est) >= 3);
    }
  }
}

function commonNotes(a: ChordNotes, b: ChordNotes): number {
  let count = 0;
  for (let note = 0; note < 12; note++) {
    if (a.semitones[(note - a.root + 12) % 12] !== 0 && b.semitones[(note - b.root + 12) % 12] !== 0) count++;
  }
  return count;
}

function readApart(x: Intervals, caller: string, name: string): Intervals {
  if (x.count === 0) throw new ParameterError(caller, name, 'must not be empty');
  for (let i = 1; i < x.count; i++) {
    if (x.starts[i]! < x.ends[i - 1]!) {
      throw new ParameterError(caller, name, `must not overlap, got ${x.starts[i]} in row ${i} before ${x.ends[i - 1]} in row ${i - 1}`);
    }
  }
  return x;
}

function mergeEqual(x: Intervals, chords: readonly ChordNotes[]): Intervals {
  const spans: [number, number][] = [];
  chords.forEach((chord, i) => {
    const before = chords[i - 1];
    const same = before && chord.root === before.root && chord.bass === before.bass && isSame(chord.semitones, before.semitones, 12);
    if (same) spans.at(-1)![1] = x.ends[i]!;
    else spans.push([x.starts[i]!, x.ends[i]!]);
  });
  return { starts: Float64Array.from(spans, ([s]) => s), ends: Float64Array.from(spans, ([, e]) => e), count: spans.length };
}

function segmentationOf(ref: Intervals, est: Intervals): ChordSegmentation {
  const [overseg, underseg] = [1 - directionalHamming(ref, est), 1 - directionalHamming(est, ref)];
  return { underseg, overseg, seg: Math.min(overseg, underseg) };
}

/** Share of the time of `x` outside of the longest piece that each interval is cut into by `by`. */
function directionalHamming(x: Intervals, by: Intervals): number {
  const cuts = Float64Array.from(new Set([...by.starts, ...by.ends])).sort();
  let sum = 0;
  for (let i = 0; i < x.count; i++) {
    const [start, end] = [x.starts[i]!, x.ends[i]!];
    const inside = cuts.filter((t) => t >= start && t < end);
    let [longest, last] = [0, start];
    for (const t of [...inside, end]) {
      longest = Math.max(longest, t - last);
      last = t;
    }
    sum += end - start - longest;
  }
  return sum / (x.ends.at(-1)! - x.starts[0]!);
}
