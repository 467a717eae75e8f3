/**
 * The formulas of keyword spotting with posteriors, one step after the other.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp, log } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';

/** Options of {@link keywordConfidence}. */
export interface KeywordConfidenceOptions {
  /** Steps over which posteriors are averaged (w_smooth), >= 1. @defaultValue `30` */
  smoothing?: number | undefined;
  /** Steps within which every part of the keyword must have had its maximum (w_max), >= 1. @defaultValue `100` */
  window?: number | undefined;
  /** The class that stands for everything else: an integer in [0, classes). @defaultValue `0` */
  filler?: number | undefined;
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
export function readPosteriors(x: FloatArray | NdArray<FloatArray>, caller: string): { data: FloatArray; classes: number } {
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
