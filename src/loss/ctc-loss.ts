/**
 * Sequences of labels without times.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expAll } from '../core/fast-math.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectOneOf, readOptions } from '../core/options.js';
import { largest } from '../core/select.js';
import { type FloatArray } from '../core/types.js';
import { CTC_DEFAULTS, type CtcOptions, logSoftmaxFrames, readCtc } from './ctc-inputs.js';
import { ctcItem, ctcScratch } from './ctc-kernel.js';
import { finiteLoss, giveLike, type Loss, readLabels } from './inputs.js';

/** Options of {@link ctcLoss}. */
export interface CtcLossOptions extends CtcOptions {
  /**
   * `'mean'` divides each item's loss by its number of labels (at least 1), then takes the mean over the batch, as PyTorch does.
   * @defaultValue `'mean'`
   */
  reduction?: 'mean' | 'sum' | 'none' | undefined;
  /**
   * Items whose labels do not fit into their frames cost nothing and have no gradient; without it they are refused. @defaultValue `false`
   */
  zeroInfinity?: boolean | undefined;
}

/**
 * Connectionist temporal classification: -log of the probability of the labels, summed over all their alignments to the frames. An
 * alignment names a class in every frame; repeats are merged, then blanks dropped.
 *
 * @param logits - Shape `[batch, time, classes]`. Softmax is taken inside; log-probabilities pass through it unchanged.
 * @param targets - A list of labels for each item, integers in [0, classes) without the blank. It may be empty.
 * @param options - {@link CtcLossOptions}.
 * @returns `loss`, `gradient` with respect to the logits (zeros behind an item's frames), `losses` where nothing is reduced.
 * @throws `ParameterError` if labels do not fit into the frames (n labels with r repeats in a row need n + r frames), are no classes or
 * the blank, if a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const logits = tensor(new Float64Array(6), [1, 2, 3]); // two frames, three classes, all equally likely
 * ctcLoss(logits, [[1]]).loss; // 1.0986123
 * ctcLoss(logits, [[1, 2]], { reduction: 'sum' }).loss; // 2.1972246
 * ctcLoss(logits, [[1, 1]], { zeroInfinity: true }).loss; // 0
 * ```
 * @see PyTorch `CTCLoss`: same losses and gradients by the logits; Graves et al., ICML 2006.
 */
export function ctcLoss<T extends FloatArray>(
  logits: NdArray<T>,
  targets: readonly ArrayLike<number>[],
  options: CtcLossOptions = {},
): Loss<NdArray<T>> {
  const caller = 'ctcLoss';
  const settings = readOptions(caller, options, {
    ...CTC_DEFAULTS,
    reduction: 'mean' as 'mean' | 'sum' | 'none',
    zeroInfinity: false,
  });
  const { reduction } = settings;
  expectOneOf(reduction, caller, 'reduction', ['mean', 'sum', 'none'] as const);
  expectBoolean(settings.zeroInfinity, caller, 'zeroInfinity');
  const input = readCtc(logits as NdArray<FloatArray>, settings, caller);
  const { x, batch, classes, blank, lengths, itemStep, frameStep } = input;
  const labels = readTargetLists(targets, batch, classes, blank, caller);
  const fits = labels.map((list, b) => {
    const needed = framesFor(list);
    if (needed > lengths[b]! && !settings.zeroInfinity) {
      const repeats = needed - list.length;
      throw new ParameterError(
        caller,
        'targets',
        `of item ${b} need ${needed} frames (${list.length} labels${repeats ? ` and ${repeats} between repeats` : ''}), got ${lengths[b]}`,
      );
    }
    return needed <= lengths[b]!;
  });
  logSoftmaxFrames(input);
  const frames = largest(lengths);
  const scratch = ctcScratch(frames, largest(labels.map((l) => l.length)));
  const occupancy = new Float64Array(frames * classes);
  const gradient = new Float64Array(x.length);
  const losses = new Float64Array(batch);
  let loss = 0;
  for (let b = 0; b < batch; b++) {
    if (!fits[b]) continue;
    const list = labels[b]!;
    const length = lengths[b]!;
    occupancy.fill(0, 0, length * classes);
    const at = b * itemStep;
    const log = ctcItem(x, at, frameStep, length, classes, list, blank, scratch, occupancy);
    const factor = reduction === 'mean' ? 1 / (batch * Math.max(1, list.length)) : 1;
    losses[b] = (log === 0 ? 0 : -log) * factor;
    loss += losses[b]!;
    for (let t = 0; t < length; t++) {
      const row = at + t * frameStep;
      for (let c = 0; c < classes; c++) gradient[row + c] = x[row + c]!;
      expAll(gradient, row, row + classes);
      for (let c = 0; c < classes; c++) gradient[row + c] = (gradient[row + c]! - occupancy[t * classes + c]!) * factor;
    }
  }
  finiteLoss(loss, caller, 'logits');
  const back = giveLike<NdArray<FloatArray>>(logits, gradient, input.shape, caller, 'logits') as NdArray<T>;
  return reduction === 'none' ? { loss, gradient: back, losses } : { loss, gradient: back };
}

/** Frames that a list of labels takes at least: a blank must stand between repeats. */
function framesFor(labels: Int32Array): number {
  let frames = labels.length;
  for (let i = 1; i < labels.length; i++) if (labels[i] === labels[i - 1]) frames++;
  return frames;
}

function readTargetLists(
  targets: readonly ArrayLike<number>[],
  batch: number,
  classes: number,
  blank: number,
  caller: string,
): Int32Array[] {
  if (!Array.isArray(targets)) throw new TypeError(`${caller}: "targets" must be a list of lists of labels, got ${show(targets)}`);
  if (targets.length !== batch) throw new ParameterError(caller, 'targets', `must hold ${batch} lists, one an item, got ${targets.length}`);
  return targets.map((list: ArrayLike<number>, b) => {
    const name = `targets[${b}]`;
    const labels = readLabels(list, (list as ArrayLike<number> | null)?.length ?? 0, classes, caller, name);
    const at = labels.indexOf(blank);
    if (at >= 0) throw new ParameterError(caller, name, `must not hold the blank, got ${blank} at index ${at}`);
    return labels;
  });
}
