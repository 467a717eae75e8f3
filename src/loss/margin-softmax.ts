/**
 * Softmax over cosines with a margin on the right class: what ArcFace and CosFace share.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectPositive, type Options, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { backFromUnit, pointsOf } from './distance.js';
import { finiteLoss, giveLike, readLabels, readMatrix } from './inputs.js';
import { factorsOf, readReduction, REDUCTION_DEFAULTS, type ReductionOptions, type ReductionSettings, total } from './reduce.js';
import { softmaxRows } from './softmax.js';

/** Options that the losses with an angular margin share. */
export interface MarginSoftmaxOptions extends ReductionOptions {
  /** What the cosines are multiplied by, > 0. @defaultValue `64` */
  scale?: number | undefined;
}

/** What the losses with an angular margin give back. */
export interface MarginSoftmaxLoss<T extends FloatArray = FloatArray> {
  /** The loss. With `reduction: 'none'` the sum of `losses`. */
  readonly loss: number;
  /** d loss / d input, in the shape and precision of each input. */
  readonly gradients: {
    /** By the embeddings. */
    readonly embeddings: NdArray<T>;
    /** By the class weights. */
    readonly weights: NdArray<T>;
  };
  /** The loss of each item, with `reduction: 'none'`. */
  readonly losses?: Float64Array;
}

/** The right class's cosine with its margin: its value, and how it moves with the cosine and with the sine. */
export type Target = (cosine: number, sine: number) => { value: number; byCosine: number; bySine: number };

/** Below this sine the direction from one unit vector to the other is rounding. */
const NO_DIRECTION = 1e-12;

/** Reads everything, applies `targetOf(margin)` to the cosine of the right class, and takes the cross-entropy of `scale` times the cosines. */
export function marginSoftmax<T extends FloatArray>(
  caller: string,
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  weights: NdArray<T>,
  options: Options<ReductionSettings & { margin: number; scale: number }>,
  margin: number,
  mostMargin: number,
  targetOf: (margin: number) => Target,
): MarginSoftmaxLoss<T> {
  const settings = readOptions(caller, options, { ...REDUCTION_DEFAULTS, margin, scale: 64 });
  expectFinite(settings.margin, caller, 'margin', 0, mostMargin);
  expectPositive(settings.scale, caller, 'scale');
  const { x, items, width } = readMatrix(embeddings, caller, 'embeddings');
  const { x: w, items: classes } = readMatrix(weights, caller, 'weights', undefined, width);
  const classOf = readLabels(labels, items, classes, caller);
  const factors = factorsOf(settings.reduction, readReduction(settings, items, caller));
  const target = targetOf(settings.margin);
  const { scale } = settings;
  const a = pointsOf(x, items, width, true);
  const b = pointsOf(w, classes, width, true);
  const u = a.x;
  const v = b.x;
  const logits = new Float64Array(items * classes);
  const cosines = new Float64Array(items);
  const slopes = new Float64Array(items);
  const turns = new Float64Array(items); // d target / d sine, divided by the sine
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < classes; j++) {
      let dot = 0;
      for (let k = 0; k < width; k++) dot += u[i * width + k]! * v[j * width + k]!;
      logits[i * classes + j] = scale * dot;
    }
    const right = i * classes + classOf[i]!;
    const cosine = logits[right]! / scale;
    const sine = sineOf(u, i * width, v, classOf[i]! * width, width, cosine);
    const { value, byCosine, bySine } = target(cosine, sine);
    logits[right] = scale * value;
    cosines[i] = cosine;
    slopes[i] = byCosine;
    turns[i] = sine > NO_DIRECTION && a.lengths![i]! > 0 && b.lengths![classOf[i]!]! > 0 ? bySine / sine : 0;
  }
  const losses = new Float64Array(items);
  const p = logits.slice();
  const logs = softmaxRows(p, items, classes);
  const toU = new Float64Array(x.length);
  const toV = new Float64Array(w.length);
  for (let i = 0; i < items; i++) {
    const at = i * classes;
    let most = -Infinity;
    for (let j = 0; j < classes; j++) if (logits[at + j]! > most) most = logits[at + j]!;
    losses[i] = most - logits[at + classOf[i]!]! + logs[i]!;
    for (let j = 0; j < classes; j++) {
      const right = j === classOf[i];
      const slope = factors[i]! * scale * (p[at + j]! - (right ? 1 : 0));
      // d cosine = v du; d sine = -(cosine / sine) d cosine, since the rest is along u and v, which backFromUnit removes
      const step = slope * (right ? slopes[i]! - turns[i]! * cosines[i]! : 1);
      for (let k = 0; k < width; k++) {
        toU[i * width + k] = toU[i * width + k]! + step * v[j * width + k]!;
        toV[j * width + k] = toV[j * width + k]! + step * u[i * width + k]!;
      }
    }
  }
  const give = (like: NdArray<T>, values: Float64Array, points: typeof a, name: string): NdArray<T> =>
    giveLike<NdArray<FloatArray>>(like, backFromUnit(values, points), [points.items, width], caller, name) as NdArray<T>;
  const result = {
    loss: finiteLoss(total(losses, factors), caller, 'embeddings'),
    gradients: { embeddings: give(embeddings, toU, a, 'embeddings'), weights: give(weights, toV, b, 'weights') },
  };
  return settings.reduction === 'none' ? { ...result, losses: losses.map((l, i) => l * factors[i]!) } : result;
}

/** Sine of the angle between two unit vectors, precise near 0 too: the length of v - cosine u. */
function sineOf(u: Float64Array, p: number, v: Float64Array, q: number, width: number, cosine: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) {
    const rest = v[q + k]! - cosine * u[p + k]!;
    sum += rest * rest;
  }
  return Math.sqrt(sum);
}
