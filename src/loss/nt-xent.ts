/**
 * Each positive pair against all negatives of its anchor.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { fastExp, fastLog } from '../core/fast-math.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { backFromUnit, pointsOf } from './distance.js';
import { finiteLoss, giveLike, type Loss, readGroups, readMatrix } from './inputs.js';

/** Options of {@link ntXent}. */
export interface NtXentOptions {
  /** What the cosines are divided by, > 0. @defaultValue `0.07` */
  temperature?: number | undefined;
  /** How the losses of the pairs become one number. @defaultValue `'mean'` */
  reduction?: 'mean' | 'sum' | 'none' | undefined;
}

/**
 * NT-Xent (normalised, temperature-scaled cross-entropy): for each ordered pair with the same label, -log of e^(s / T) as a share of itself
 * and of e^(s / T) of the anchor's negatives, s the cosine. With two views an item, each labelled with the item, it is SimCLR's loss. A batch
 * without positive pairs, or with one class alone, has loss 0 and a gradient of zeros.
 *
 * @param embeddings - Shape `[items, dims]`; only their direction counts. A vector of zeros has cosine 0 and gradient 0.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - {@link NtXentOptions}.
 * @returns `loss`, `gradient` with respect to the embeddings, and `losses` of the pairs in order where nothing is reduced.
 * @throws `ParameterError` if the labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const views = tensor(Float64Array.of(1, 0, 0.8, 0.6, 0, 1, -0.6, 0.8), [4, 2]);
 * ntXent(views, [0, 0, 1, 1], { temperature: 0.5 }).loss; // 0.43019028
 * ```
 * @see pytorch-metric-learning 2.8 `NTXentLoss`; Chen et al., ICML 2020, arXiv:2002.05709.
 */
export function ntXent<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  options: NtXentOptions = {},
): Loss<NdArray<T>> {
  const caller = 'ntXent';
  const settings = readOptions(caller, options, { temperature: 0.07, reduction: 'mean' as 'mean' | 'sum' | 'none' });
  const { temperature, reduction } = settings;
  expectPositive(temperature, caller, 'temperature');
  if (!(1 / temperature < 1e300)) throw new ParameterError(caller, 'temperature', `must be > 1e-300, got ${temperature}`);
  expectOneOf(reduction, caller, 'reduction', ['mean', 'sum', 'none'] as const);
  const { x, items, width } = readMatrix(embeddings, caller, 'embeddings');
  const groups = readGroups(labels, items, caller);
  const points = pointsOf(x, items, width, true);
  const u = points.x;
  const s = new Float64Array(items * items);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < i; j++) {
      let dot = 0;
      for (let k = 0; k < width; k++) dot += u[i * width + k]! * u[j * width + k]!;
      s[i * items + j] = s[j * items + i] = dot / temperature;
    }
  }
  const slopes = new Float64Array(items * items); // d sum / d cosine, times the temperature
  const losses: number[] = [];
  const powers = new Float64Array(items);
  for (let a = 0; a < items; a++) {
    const at = a * items;
    let most = -Infinity;
    for (let n = 0; n < items; n++) if (groups[n] !== groups[a] && s[at + n]! > most) most = s[at + n]!;
    let rest = 0; // sum of e^(s - most) over the negatives
    for (let n = 0; n < items; n++) rest += powers[n] = groups[n] === groups[a] ? 0 : fastExp(s[at + n]! - most);
    for (let p = 0; p < items; p++) {
      if (p === a || groups[p] !== groups[a]) continue;
      if (rest === 0) {
        losses.push(0); // no negatives: the share is 1
        continue;
      }
      const top = Math.max(s[at + p]!, most);
      const own = fastExp(s[at + p]! - top);
      const share = fastExp(most - top);
      const all = own + rest * share;
      losses.push(top - s[at + p]! + fastLog(all));
      slopes[at + p] = slopes[at + p]! - (rest * share) / all;
      for (let n = 0; n < items; n++) slopes[at + n] = slopes[at + n]! + (powers[n]! * share) / all;
    }
  }
  const factor = reduction === 'mean' ? 1 / Math.max(1, losses.length) : 1;
  const values = new Float64Array(x.length);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) {
      const step = ((slopes[i * items + j]! + slopes[j * items + i]!) * factor) / temperature;
      if (step !== 0) for (let k = 0; k < width; k++) values[i * width + k] = values[i * width + k]! + step * u[j * width + k]!;
    }
  }
  const loss = finiteLoss(losses.reduce((sum, l) => sum + l, 0) * factor, caller, 'embeddings');
  const back = backFromUnit(values, points);
  const gradient = giveLike<NdArray<FloatArray>>(embeddings, back, [items, width], caller, 'embeddings') as NdArray<T>;
  return reduction === 'none' ? { loss, gradient, losses: Float64Array.from(losses) } : { loss, gradient };
}
