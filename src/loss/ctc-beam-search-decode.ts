/**
 * Labels from frames, the careful way.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { fastExp, log1p } from '../core/fast-math.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type CtcPath } from './ctc-greedy-decode.js';
import { CTC_DEFAULTS, type CtcInput, type CtcOptions, logSoftmaxFrames, readCtc } from './ctc-inputs.js';

/** Says how welcome `label` is behind `prefix`: a number that is added to the score, such as a weighted log-probability. */
export type CtcLanguageModel = (prefix: readonly number[], label: number) => number;

/** Options of {@link ctcBeamSearchDecode}. */
export interface CtcBeamSearchOptions extends CtcOptions {
  /** Prefixes kept from frame to frame, >= 1. @defaultValue `25` */
  beamWidth?: number | undefined;
  /** Paths returned for each item, in [1, beamWidth]. @defaultValue `1` */
  paths?: number | undefined;
  /** Called whenever a label is tried behind a prefix that it was not kept behind. @defaultValue `null` */
  languageModel?: CtcLanguageModel | null | undefined;
}

/** A path with its score. */
export interface CtcBeam extends CtcPath {
  /** `logProbability` plus all that the language model gave: what the beams are ordered by. */
  readonly score: number;
}

/** A prefix, in a tree. */
interface Prefix {
  readonly parent: Prefix | null;
  readonly label: number;
  /** Filled when first asked for. */
  labels: readonly number[] | null;
  readonly children: Map<number, Prefix>;
  /** What the language model gave so far. */
  readonly bonus: number;
  /** Log-probability of the alignments of the frames so far that end with a blank, and with the label. */
  blank: number;
  own: number;
  nextBlank: number;
  nextOwn: number;
  alive: boolean;
}

/** log(e^a + e^b). */
function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + log1p(fastExp(b - a)) : b + log1p(fastExp(a - b));
}

function prefixOf(parent: Prefix | null, label: number, bonus: number): Prefix {
  const none = { blank: -Infinity, own: -Infinity, nextBlank: -Infinity, nextOwn: -Infinity };
  return { parent, label, labels: null, children: new Map(), bonus, ...none, alive: false };
}

function labelsOf(prefix: Prefix): readonly number[] {
  return (prefix.labels ??= prefix.parent ? [...labelsOf(prefix.parent), prefix.label] : []);
}

/**
 * Prefix beam search: keeps the likeliest label sequences, each with all its alignments together, frame by frame. Wide enough, it finds the
 * likeliest labels where the greedy way finds the likeliest alignment.
 *
 * @param logits - Shape `[batch, time, classes]`. Softmax is taken inside; log-probabilities pass through it unchanged.
 * @param options - {@link CtcBeamSearchOptions}.
 * @returns For each item its best paths, best first; fewer than asked for where there are no more.
 * @throws `ParameterError` if the shape is another, a value is not finite, an option is out of range, or the language model returns no number.
 * @example
 * ```ts
 * const p = [0.6, 0.4, 0.6, 0.4].map(Math.log); // blank likelier in both frames
 * const logits = tensor(Float64Array.from(p), [1, 2, 2]);
 * ctcGreedyDecode(logits)[0]!.labels; // []
 * const [best] = ctcBeamSearchDecode(logits)[0]!;
 * best!.labels; // [1]
 * Math.exp(best!.logProbability); // 0.64
 * ```
 * @see Hannun et al., arXiv:1408.2873; TensorFlow `ctc_beam_search_decoder`.
 */
export function ctcBeamSearchDecode(logits: NdArray<FloatArray>, options: CtcBeamSearchOptions = {}): CtcBeam[][] {
  const caller = 'ctcBeamSearchDecode';
  const settings = readOptions(caller, options, {
    ...CTC_DEFAULTS,
    beamWidth: 25,
    paths: 1,
    languageModel: null as CtcLanguageModel | null,
  });
  const { beamWidth, paths, languageModel } = settings;
  expectInteger(beamWidth, caller, 'beamWidth', 1, 1e6);
  expectInteger(paths, caller, 'paths', 1, beamWidth);
  if (languageModel !== null && typeof languageModel !== 'function') {
    throw new TypeError(`${caller}: "languageModel" must be a function or null, got ${show(languageModel)}`);
  }
  const input = readCtc(logits, settings, caller);
  logSoftmaxFrames(input);
  const bonusOf = (prefix: Prefix, label: number): number => {
    if (!languageModel) return prefix.bonus;
    const bonus: unknown = languageModel(labelsOf(prefix), label);
    if (typeof bonus === 'number' && bonus < Infinity) return prefix.bonus + bonus; // -Infinity forbids
    throw new ParameterError(caller, 'languageModel', `must return a number < Infinity, got ${show(bonus)}`);
  };
  return Array.from({ length: input.batch }, (_, b) => search(input, b, beamWidth, bonusOf).slice(0, paths));
}

function search(input: CtcInput, b: number, width: number, bonusOf: (prefix: Prefix, label: number) => number): CtcBeam[] {
  const { x, classes, blank, lengths, itemStep, frameStep } = input;
  const root = prefixOf(null, -1, 0);
  root.blank = 0;
  root.alive = true;
  let beams = [root];
  // ways to prefixes that were not kept: beam number and label, probability, score. Prefixes are made of the best alone
  let fresh = new Int32Array(64);
  let ways = new Float64Array(64);
  let scores = new Float64Array(64);
  let bonuses = new Float64Array(64);
  for (let t = 0; t < lengths[b]!; t++) {
    const at = b * itemStep + t * frameStep;
    const room = beams.length * (classes + 1);
    if (fresh.length < room) {
      fresh = new Int32Array(2 * room);
      ways = new Float64Array(2 * room);
      scores = new Float64Array(2 * room);
      bonuses = new Float64Array(2 * room);
    }
    let count = 0;
    for (let k = 0; k < beams.length; k++) {
      const beam = beams[k]!;
      const all = logAdd(beam.blank, beam.own);
      beam.nextBlank = logAdd(beam.nextBlank, all + x[at + blank]!);
      if (beam.parent) beam.nextOwn = logAdd(beam.nextOwn, beam.own + x[at + beam.label]!);
      for (let c = 0; c < classes; c++) {
        if (c === blank) continue;
        const way = (c === beam.label ? beam.blank : all) + x[at + c]!; // a repeat without a blank between is the same label
        if (way === -Infinity) continue;
        const child = beam.children.get(c);
        if (child?.alive) child.nextOwn = logAdd(child.nextOwn, way);
        else {
          fresh[count] = k * classes + c;
          ways[count] = way;
          bonuses[count] = child ? child.bonus : bonusOf(beam, c);
          scores[count] = way + bonuses[count]!;
          count++;
        }
      }
    }
    for (let k = 0; k < beams.length; k++) {
      const beam = beams[k]!;
      [beam.blank, beam.own] = [beam.nextBlank, beam.nextOwn];
      beam.nextBlank = beam.nextOwn = -Infinity;
      fresh[count] = -1 - k; // an old one
      scores[count++] = logAdd(beam.blank, beam.own) + beam.bonus;
    }
    const kept: { prefix: Prefix; score: number }[] = [];
    for (const i of bestOf(scores, count, width)) {
      const id = fresh[i]!;
      if (id < 0) kept.push({ prefix: beams[-1 - id]!, score: scores[i]! });
      else {
        const parent = beams[Math.floor(id / classes)]!;
        const label = id % classes;
        let child = parent.children.get(label);
        if (!child) parent.children.set(label, (child = prefixOf(parent, label, bonuses[i]!)));
        child.own = ways[i]!;
        child.blank = -Infinity;
        kept.push({ prefix: child, score: scores[i]! });
      }
    }
    kept.sort((p, q) => q.score - p.score);
    for (const beam of beams) beam.alive = false;
    beams = kept.map(({ prefix }) => prefix);
    for (const beam of beams) beam.alive = true;
  }
  return beams.map((beam) => {
    const logProbability = logAdd(beam.blank, beam.own);
    return { labels: Int32Array.from(labelsOf(beam)), logProbability, score: logProbability + beam.bonus };
  });
}

/** Indices of the `width` largest of the first `count` scores, in order of index; the first of equals. -Infinity is never among them. */
function bestOf(scores: Float64Array, count: number, width: number): number[] {
  const found: number[] = [];
  const sorted = scores.slice(0, count).sort();
  const least = count > width ? sorted[count - width]! : -Infinity;
  let equals = 0; // how many that equal the least still fit
  for (let i = Math.max(0, count - width); i < count && sorted[i] === least; i++) equals++;
  for (let i = 0; i < count; i++) {
    if (scores[i]! > least || (scores[i] === least && least > -Infinity && equals-- > 0)) found.push(i);
  }
  return found;
}
