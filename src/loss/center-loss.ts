/**
 * Pulls embeddings to the center of their class.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { finiteLoss, giveLike, readLabels, readMatrix } from './inputs.js';
import { readPreset } from './triplet-options.js';

/** Options of {@link centerLoss}. The defaults are those without a preset. */
export interface CenterLossOptions {
  /**
   * `'wen2016'`: half the squared distances, summed. `'kaiyangzhou'`: the squared distances divided by the batch, centers by gradient
   * descent, as in the widely copied PyTorch code. What is given beside a preset stands. @defaultValue `null` (that of Wen et al.)
   */
  preset?: 'wen2016' | 'kaiyangzhou' | null | undefined;
  /** What the squared distances are multiplied by: 1/2 in the paper. @defaultValue `0.5` */
  factor?: number | undefined;
  /** `'mean'` divides by the batch. @defaultValue `'sum'` */
  reduction?: 'sum' | 'mean' | 'none' | undefined;
  /** Loss and gradients are multiplied by it (lambda of the paper: 0.003 there); the paper's update rule is not. @defaultValue `1` */
  weight?: number | undefined;
  /**
   * How `updateCenters` moves them. `'wen'`: towards the members' mean, by alpha n / (1 + n) of the way for n members in the batch.
   * `'gradient'`: by alpha times the gradient. @defaultValue `'wen'`
   */
  update?: 'wen' | 'gradient' | undefined;
  /** Rate of `updateCenters`, >= 0. @defaultValue `0.5` */
  alpha?: number | undefined;
}

/** What {@link centerLoss} gives back. */
export interface CenterLoss<T extends FloatArray = FloatArray> {
  /** The loss. With `reduction: 'none'` the sum of `losses`. */
  readonly loss: number;
  /** d loss / d input. That of the centers is not what the paper moves them by: see `updateCenters`. */
  readonly gradients: {
    /** By the embeddings. */
    readonly embeddings: NdArray<T>;
    /** By the centers. */
    readonly centers: NdArray<T>;
  };
  /** The loss of each item, with `reduction: 'none'`. */
  readonly losses?: Float64Array;
  /** The centers after one step, a new array. Centers of classes that the batch does not have stay. */
  updateCenters(): NdArray<T>;
}

const DEFAULTS = {
  preset: null as 'wen2016' | 'kaiyangzhou' | null,
  factor: 0.5,
  reduction: 'sum' as 'sum' | 'mean' | 'none',
  weight: 1,
  update: 'wen' as 'wen' | 'gradient',
  alpha: 0.5,
};
const PRESETS: Readonly<Record<string, Partial<typeof DEFAULTS>>> = {
  wen2016: {},
  kaiyangzhou: { factor: 1, reduction: 'mean', update: 'gradient' },
};

/**
 * Center loss: half the squared distance of each embedding to the center of its class, summed. Used beside a cross-entropy.
 *
 * @param embeddings - Shape `[items, dims]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param centers - Shape `[classes, dims]`.
 * @param options - {@link CenterLossOptions}.
 * @returns `loss`, `gradients`, and `updateCenters()`: c - alpha sum (c - x) / (1 + n) over the n members of each class.
 * @throws `ParameterError` if a label is no class, shapes do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const x = tensor(Float64Array.of(1, 2, 3, 2), [2, 2]);
 * const c = tensor(Float64Array.of(0, 0, 5, 5), [2, 2]);
 * const result = centerLoss(x, [0, 0], c, { preset: 'wen2016' });
 * result.loss; // 9
 * result.gradients.embeddings.data; // [1, 2, 3, 2]
 * result.updateCenters().data; // [0.6666667, 0.6666667, 5, 5]
 * ```
 * @see Wen et al., A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016, eq. 2-4.
 */
export function centerLoss<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  centers: NdArray<T>,
  options: CenterLossOptions = {},
): CenterLoss<T> {
  const caller = 'centerLoss';
  const { factor, reduction, weight, update, alpha } = readPreset(caller, options, DEFAULTS, PRESETS);
  expectFinite(factor, caller, 'factor', 0);
  expectOneOf(reduction, caller, 'reduction', ['sum', 'mean', 'none'] as const);
  expectFinite(weight, caller, 'weight', 0);
  expectOneOf(update, caller, 'update', ['wen', 'gradient'] as const);
  expectFinite(alpha, caller, 'alpha', 0);
  const { x, items, width } = readMatrix(embeddings, caller, 'embeddings');
  const { x: c, items: classes } = readMatrix(centers, caller, 'centers', undefined, width);
  const kept = c.slice(); // updateCenters() must not see later writes
  const classOf = readLabels(labels, items, classes, caller);
  const scale = weight / (reduction === 'mean' ? items : 1);
  const losses = new Float64Array(items);
  const pull = new Float64Array(x.length);
  const push = new Float64Array(c.length);
  const members = new Float64Array(classes);
  let loss = 0;
  for (let i = 0; i < items; i++) {
    const a = i * width;
    const b = classOf[i]! * width;
    members[classOf[i]!]!++;
    let square = 0;
    for (let k = 0; k < width; k++) {
      const d = x[a + k]! - c[b + k]!;
      square += d * d;
      pull[a + k] = 2 * factor * scale * d;
      push[b + k] = push[b + k]! - d;
    }
    losses[i] = factor * scale * square;
    loss += losses[i]!;
  }
  const give = (like: NdArray<T>, values: Float64Array, rows: number, name: string): NdArray<T> =>
    giveLike<NdArray<FloatArray>>(like, values, [rows, width], caller, name) as NdArray<T>;
  const result = {
    loss: finiteLoss(loss, caller, 'embeddings'),
    gradients: {
      embeddings: give(embeddings, pull, items, 'embeddings'),
      centers: give(
        centers,
        push.map((d) => 2 * factor * scale * d),
        classes,
        'centers',
      ),
    },
    updateCenters: (): NdArray<T> => {
      const moved = kept.map((v, at) => {
        const step = update === 'wen' ? push[at]! / (1 + members[Math.floor(at / width)]!) : 2 * factor * scale * push[at]!;
        return v - alpha * step;
      });
      return give(centers, moved, classes, 'centers');
    },
  };
  return reduction === 'none' ? { ...result, losses } : result;
}
