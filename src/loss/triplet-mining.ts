/**
 * Finding the triplets of a batch among its distances.
 * @module
 */
import { sigmoid, softplus } from '../core/fast-math.js';

export interface Batch {
  /** Distances, row by row. */
  readonly matrix: Float64Array;
  /** The class of each item. */
  readonly groups: Int32Array;
  readonly items: number;
  readonly margin: number;
  readonly soft: boolean;
  readonly swap: boolean;
  /** Whether anchors without a positive or a negative count. */
  readonly count: boolean;
  /** Whether the losses are wanted one by one. */
  readonly keep: boolean;
}

export interface Mined {
  sum: number;
  triplets: number;
  active: number;
  /** d sum / d distance, as the matrix. */
  readonly weights: Float64Array;
  readonly losses: number[];
}

const start = ({ items }: Batch): Mined => ({ sum: 0, triplets: 0, active: 0, weights: new Float64Array(items * items), losses: [] });

/** Counts one triplet with the loss of `violation`; returns its derivative. */
function add(mined: Mined, { soft, keep }: Batch, violation: number): number {
  const loss = soft ? softplus(violation) : Math.max(violation, 0);
  mined.triplets++;
  mined.sum += loss;
  if (keep) mined.losses.push(loss);
  if (!(loss > 0)) return 0;
  mined.active++;
  return soft ? sigmoid(violation) : 1;
}

/** Counts the triplet (a, p, n). */
function addTriplet(mined: Mined, batch: Batch, a: number, p: number, n: number): void {
  const { matrix, items, margin, swap } = batch;
  const ap = a * items + p;
  const an = a * items + n;
  const pn = p * items + n;
  const near = swap && matrix[pn]! < matrix[an]! ? pn : an;
  const slope = add(mined, batch, matrix[ap]! - matrix[near]! + margin);
  mined.weights[ap] = mined.weights[ap]! + slope;
  mined.weights[near] = mined.weights[near]! - slope;
}

/** Writes which items are of another class than `a`, and how far they are. Returns how many. */
function gatherNegatives({ matrix, groups, items }: Batch, a: number, others: Int32Array, far: Float64Array): number {
  let count = 0;
  for (let n = 0; n < items; n++) {
    if (groups[n] === groups[a]) continue;
    others[count] = n;
    far[count++] = matrix[a * items + n]!;
  }
  return count;
}

/** Every a and p of one class with every n of another. */
export function mineAll(batch: Batch): Mined {
  const { matrix, groups, items, margin, soft, swap, keep } = batch;
  const mined = start(batch);
  const { weights } = mined;
  const others = new Int32Array(items);
  const far = new Float64Array(items);
  const pull = new Float64Array(items);
  for (let a = 0; a < items; a++) {
    const count = gatherNegatives(batch, a, others, far);
    pull.fill(0, 0, count);
    for (let p = 0; p < items && count > 0; p++) {
      if (p === a || groups[p] !== groups[a]) continue;
      if (soft || swap || keep) {
        for (let k = 0; k < count; k++) addTriplet(mined, batch, a, p, others[k]!);
        continue;
      }
      const reach = matrix[a * items + p]! + margin; // the plain hinge, without calls
      let sum = 0;
      let active = 0;
      for (let k = 0; k < count; k++) {
        const v = reach - far[k]!;
        if (v > 0) {
          sum += v;
          active++;
          pull[k] = pull[k]! + 1;
        }
      }
      mined.sum += sum;
      mined.active += active;
      mined.triplets += count;
      weights[a * items + p] = active;
    }
    for (let k = 0; k < count; k++) weights[a * items + others[k]!] = weights[a * items + others[k]!]! - pull[k]!;
  }
  return mined;
}

/** For each anchor the farthest positive and the nearest negative. */
export function mineHard(batch: Batch): Mined {
  const { matrix, groups, items, margin, count } = batch;
  const mined = start(batch);
  for (let a = 0; a < items; a++) {
    let p = -1;
    let n = -1;
    let farthest = a;
    for (let j = 0; j < items; j++) {
      const d = matrix[a * items + j]!;
      if (d > matrix[a * items + farthest]!) farthest = j;
      if (groups[j] !== groups[a]) {
        if (n < 0 || d < matrix[a * items + n]!) n = j;
      } else if (j !== a && (p < 0 || d > matrix[a * items + p]!)) p = j;
    }
    if (p >= 0 && n >= 0) addTriplet(mined, batch, a, p, n);
    else if (count) {
      if (n < 0) n = farthest;
      const slope = add(mined, batch, (p < 0 ? 0 : matrix[a * items + p]!) - matrix[a * items + n]! + margin);
      if (p >= 0) mined.weights[a * items + p] = mined.weights[a * items + p]! + slope;
      mined.weights[a * items + n] = mined.weights[a * items + n]! - slope;
    }
  }
  return mined;
}

/** For each anchor and positive the nearest negative beyond the positive, else the farthest. */
export function mineSemiHard(batch: Batch): Mined {
  const { matrix, groups, items, margin, count } = batch;
  const mined = start(batch);
  const others = new Int32Array(items);
  const far = new Float64Array(items);
  for (let a = 0; a < items; a++) {
    const negatives = gatherNegatives(batch, a, others, far);
    let farthest = 0;
    for (let k = 1; k < negatives; k++) if (far[k]! > far[farthest]!) farthest = k;
    for (let p = 0; p < items; p++) {
      if (p === a || groups[p] !== groups[a]) continue;
      const limit = matrix[a * items + p]!;
      let beyond = -1;
      let nearest = Infinity;
      for (let k = 0; k < negatives; k++) {
        const d = far[k]!;
        if (d > limit && d < nearest) {
          nearest = d;
          beyond = k;
        }
      }
      if (negatives > 0) addTriplet(mined, batch, a, p, others[beyond >= 0 ? beyond : farthest]!);
      else if (count) mined.weights[a * items + p] = mined.weights[a * items + p]! + add(mined, batch, limit + margin);
    }
  }
  return mined;
}
