/**
 * What CTC's loss and decoders read.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { logSumExp } from '../core/fast-math.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger } from '../core/options.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { expectFilled } from './inputs.js';

/** Options that CTC's loss and decoders share. */
export interface CtcOptions {
  /** The class that stands for nothing: a number, or `'last'`. @defaultValue `0` */
  blank?: number | 'last' | undefined;
  /** Frames of each item, in [1, time]; what lies behind is not looked at. @defaultValue `null` (all) */
  inputLengths?: ArrayLike<number> | null | undefined;
  /** Whether the shape is `[time, batch, classes]`, as PyTorch has it, instead of `[batch, time, classes]`. @defaultValue `false` */
  timeMajor?: boolean | undefined;
}

export interface CtcSettings {
  blank: number | 'last';
  inputLengths: ArrayLike<number> | null;
  timeMajor: boolean;
}

export const CTC_DEFAULTS: CtcSettings = { blank: 0, inputLengths: null, timeMajor: false };

export interface CtcInput {
  readonly shape: readonly number[];
  readonly batch: number;
  readonly classes: number;
  readonly blank: number;
  /** Frames of each item. */
  readonly lengths: Int32Array;
  /** Logits in double, and in them where frame t of item b begins: `b * itemStep + t * frameStep`. */
  readonly x: Float64Array;
  readonly itemStep: number;
  readonly frameStep: number;
}

/** Reads logits, or log-probabilities, which are logits of themselves. */
export function readCtc(logits: NdArray<FloatArray>, settings: CtcSettings, caller: string): CtcInput {
  expectBoolean(settings.timeMajor, caller, 'timeMajor');
  expectFilled(logits, caller, 'logits');
  const { data, shape } = readTensor<FloatArray>(logits, caller, 'logits', [null, null, null]);
  expectAllFinite(data, caller, 'logits');
  const [batch, time] = settings.timeMajor ? [shape[1]!, shape[0]!] : [shape[0]!, shape[1]!];
  const classes = shape[2]!;
  if (settings.blank !== 'last') expectInteger(settings.blank, caller, 'blank', 0, classes - 1);
  return {
    shape,
    batch,
    classes,
    blank: settings.blank === 'last' ? classes - 1 : settings.blank,
    lengths: readLengths(settings.inputLengths, batch, time, caller),
    x: Float64Array.from(data),
    itemStep: settings.timeMajor ? classes : time * classes,
    frameStep: settings.timeMajor ? batch * classes : classes,
  };
}

function readLengths(lengths: ArrayLike<number> | null, batch: number, time: number, caller: string): Int32Array {
  if (lengths === null) return new Int32Array(batch).fill(time);
  if (!Array.isArray(lengths) && !ArrayBuffer.isView(lengths)) {
    throw new TypeError(`${caller}: "inputLengths" must be a list of integers, got ${show(lengths)}`);
  }
  if (lengths.length !== batch) throw new ParameterError(caller, 'inputLengths', `must hold ${batch} integers, got ${lengths.length}`);
  return Int32Array.from(lengths, (n: number, i) => {
    if (!Number.isInteger(n) || n < 1 || n > time) {
      throw new ParameterError(caller, 'inputLengths', `must be integers in [1, ${time}], got ${show(n)} at index ${i}`);
    }
    return n;
  });
}

/** Turns the logits of the frames in use into log-probabilities, in place. */
export function logSoftmaxFrames({ x, batch, classes, lengths, itemStep, frameStep }: CtcInput): void {
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < lengths[b]!; t++) {
      const at = b * itemStep + t * frameStep;
      const sum = logSumExp(x, at, at + classes);
      for (let c = at; c < at + classes; c++) x[c] = x[c]! - sum;
    }
  }
}
