/**
 * From the posteriors of every step to how sure it is that a keyword was just said.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp, log } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readTensor } from '../core/tensor.js';
import { arrayLike, type FloatArray } from '../core/types.js';

/** Options of {@link keywordConfidence}. */
export interface KeywordConfidenceOptions {
  /** Steps over which posteriors are averaged (w_smooth), >= 1. @defaultValue `30` */
  smoothing?: number | undefined;
  /** Steps within which every part of the keyword must have had its maximum (w_max), >= 1. @defaultValue `100` */
  window?: number | undefined;
  /** The class that stands for everything else: an integer in [0, classes). @defaultValue `0` */
  filler?: number | undefined;
}

/** A running {@link keywordConfidence}. */
export interface KeywordConfidence {
  /** The options in force. */
  readonly options: Readonly<Required<KeywordConfidenceOptions>>;
  /** Takes posteriors `[steps, classes]` and writes a confidence for each step. Allocates nothing once it has met the classes. */
  processInto(out: FloatArray, posteriors: FloatArray | NdArray<FloatArray>): void;
  /** Forgets the past. */
  reset(): void;
}

/** Defaults of {@link KeywordConfidenceOptions}. */
export const CONFIDENCE_DEFAULTS = { smoothing: 30, window: 100, filler: 0 };

/** Checks them. */
export function checkConfidence({ smoothing, window, filler }: typeof CONFIDENCE_DEFAULTS, caller: string): void {
  expectInteger(smoothing, caller, 'smoothing', 1);
  expectInteger(window, caller, 'window', 1);
  expectInteger(filler, caller, 'filler', 0);
}

/** Posteriors, row by row; refuses what is no probability. */
function readPosteriors(x: FloatArray | NdArray<FloatArray>, caller: string): { data: FloatArray; classes: number } {
  const { data, shape } = readTensor(x, caller, 'posteriors');
  const classes = shape[1] ?? 0;
  if (shape.length !== 2 || classes < 2)
    throw new ParameterError(caller, 'posteriors', `must have the shape [steps, 2 or more], got [${shape.join(', ')}]`);
  for (let i = 0; i < data.length; i++) {
    if (!(data[i]! >= 0 && data[i]! <= 1))
      throw new ParameterError(
        caller,
        'posteriors',
        `must be probabilities in [0, 1], got ${data[i]} at [${Math.floor(i / classes)}, ${i % classes}]`,
      );
  }
  return { data, classes };
}

/**
 * The running form of {@link keywordConfidence}: chunks of any length give the same numbers as all steps at once.
 *
 * @param options - {@link KeywordConfidenceOptions}.
 * @returns {@link KeywordConfidence}.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const running = createKeywordConfidence({ smoothing: 2 });
 * const out = new Float64Array(1);
 * running.processInto(out, tensor(Float64Array.of(0.5, 0.5), [1, 2]));
 * running.processInto(out, tensor(Float64Array.of(0, 1), [1, 2]));
 * out[0]; // 0.75
 * ```
 */
export function createKeywordConfidence(options?: KeywordConfidenceOptions): KeywordConfidence {
  const read = readOptions('createKeywordConfidence', options, CONFIDENCE_DEFAULTS);
  checkConfidence(read, 'createKeywordConfidence');
  const steps = new ConfidenceSteps(read);
  return {
    options: Object.freeze({ ...read }),
    processInto: (out, posteriors) => runInto(steps, out, posteriors, 'KeywordConfidence.processInto'),
    reset: () => steps.reset(),
  };
}

function runInto(steps: ConfidenceSteps, out: FloatArray, posteriors: FloatArray | NdArray<FloatArray>, caller: string): void {
  const { data, classes } = steps.read(posteriors, caller);
  const length = data.length / classes;
  if (out.length !== length) throw new ParameterError(caller, 'out', `must hold ${length} values, got ${out.length}`);
  for (let t = 0; t < length; t++) out[t] = steps.next(data, t * classes);
}

/**
 * The formulas, one step after the other:
 * p'[j] = mean of p[max(1, j - smoothing + 1) .. j], and the geometric mean of the largest p' of each class in max(1, j - window + 1) .. j.
 */
export class ConfidenceSteps {
  readonly #options: typeof CONFIDENCE_DEFAULTS;
  /** The last posteriors and averages, as rings of rows. */
  #raw = new Float64Array(0);
  #smooth = new Float64Array(0);
  #classes = 0;
  #steps = 0;
  /** The first step that is looked at for maxima. */
  #first = 0;

  constructor(options: typeof CONFIDENCE_DEFAULTS) {
    this.#options = options;
  }

  /** Reads posteriors; refuses those of another number of classes than before. */
  read(posteriors: FloatArray | NdArray<FloatArray>, caller: string): { data: FloatArray; classes: number } {
    const read = readPosteriors(posteriors, caller);
    const { smoothing, window, filler } = this.#options;
    if (filler >= read.classes) throw new ParameterError(caller, 'filler', `must be one of ${read.classes} classes, got ${filler}`);
    if (!this.#classes) {
      this.#classes = read.classes;
      this.#raw = new Float64Array(smoothing * read.classes);
      this.#smooth = new Float64Array(window * read.classes);
    } else if (read.classes !== this.#classes) {
      throw new ParameterError(caller, 'posteriors', `must have ${this.#classes} classes as before, got ${read.classes}`);
    }
    return read;
  }

  /** The confidence at the next step, whose posteriors begin at `at`. */
  next(data: FloatArray, at: number): number {
    const { smoothing, window, filler } = this.#options;
    const [raw, smooth, classes] = [this.#raw, this.#smooth, this.#classes];
    const now = this.#steps++;
    const since = Math.max(0, now - smoothing + 1);
    const first = Math.max(this.#first, now - window + 1);
    let only = 0;
    let logs = 0;
    for (let c = 0; c < classes; c++) {
      raw[(now % smoothing) * classes + c] = data[at + c]!;
      // summed anew, oldest first, so that nothing that was taken off leaves its rounding behind
      let sum = 0;
      for (let k = since; k <= now; k++) sum += raw[(k % smoothing) * classes + c]!;
      smooth[(now % window) * classes + c] = sum / (now + 1 - since);
      if (c === filler) continue;
      only = 0;
      for (let k = first; k <= now; k++) only = Math.max(only, smooth[(k % window) * classes + c]!);
      logs += only > 0 ? log(only) : -Infinity;
    }
    if (classes === 2) return only;
    return logs === -Infinity ? 0 : exp(logs / (classes - 1));
  }

  /** From now on, maxima of the steps before do not count. */
  forgetMaxima(): void {
    this.#first = this.#steps;
  }

  /** Forgets the past. */
  reset(): void {
    this.#classes = 0;
    this.#steps = 0;
    this.#first = 0;
  }
}

/**
 * How sure it is at every step that the keyword was just said: posteriors are averaged over the last `smoothing` steps, and the geometric
 * mean is taken of the largest average of every class but the filler within the last `window` steps.
 *
 * @param posteriors - Shape `[steps, classes]`, probabilities in [0, 1], as `predict` gives them. At the start there are fewer steps to
 * average over.
 * @param options - {@link KeywordConfidenceOptions}.
 * @returns `[steps]` values in [0, 1], in the precision of the posteriors.
 * @throws `ParameterError` for what is no probability, an unknown option or one out of range.
 * @example
 * ```ts
 * const posteriors = tensor(Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0), [4, 2]);
 * keywordConfidence(posteriors, { smoothing: 2, window: 2 }); // [0, 0.5, 1, 1]
 * ```
 * @see Chen, Parada and Heigold, "Small-footprint keyword spotting using deep neural networks", 2014, section 2.3.
 */
export function keywordConfidence<T extends FloatArray>(posteriors: NdArray<T>, options?: KeywordConfidenceOptions): T {
  const caller = 'keywordConfidence';
  const read = readOptions(caller, options, CONFIDENCE_DEFAULTS);
  checkConfidence(read, caller);
  const { data, classes } = readPosteriors(posteriors, caller);
  const out = arrayLike(data, data.length / classes) as T;
  runInto(new ConfidenceSteps(read), out, posteriors, caller);
  return out;
}

/**
 * Posteriors averaged over the last steps.
 *
 * @param posteriors - Shape `[steps, classes]`, probabilities in [0, 1].
 * @param options - `smoothing`: steps, >= 1.
 * @returns The same shape and precision; at the start over as many steps as there are.
 * @throws `ParameterError` for what is no probability, an unknown option or one out of range.
 * @example
 * ```ts
 * smoothPosteriors(tensor(Float64Array.of(1, 0, 0, 1), [2, 2]), { smoothing: 30 }).data; // [1, 0, 0.5, 0.5]
 * ```
 * @see Chen, Parada and Heigold, 2014, section 2.3.
 */
export function smoothPosteriors<T extends FloatArray>(
  posteriors: NdArray<T>,
  options?: Pick<KeywordConfidenceOptions, 'smoothing'>,
): NdArray<T> {
  const caller = 'smoothPosteriors';
  const { smoothing } = readOptions(caller, options, { smoothing: CONFIDENCE_DEFAULTS.smoothing });
  expectInteger(smoothing, caller, 'smoothing', 1);
  const { data, classes } = readPosteriors(posteriors, caller);
  const out = arrayLike(data, data.length) as T;
  for (let t = 0; t < data.length / classes; t++) {
    const first = Math.max(0, t - smoothing + 1);
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let k = first; k <= t; k++) sum += data[k * classes + c]!;
      out[t * classes + c] = sum / (t + 1 - first);
    }
  }
  return nd(out, [data.length / classes, classes]);
}
