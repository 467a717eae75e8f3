/**
 * Correcting an inverse by what its result lacks.
 * @module
 */
import { type VqtPlan } from './plan-vqt.js';
import { createRunner } from './run-vqt.js';

/**
 * With the transform A and the inverse B: x = B v, then x += m B r with r = v - A x, m being what makes the next r least. So r never grows.
 * Only the frames given count.
 */
export function refine(
  values: Float64Array,
  frames: number,
  inverse: (values: Float64Array) => Float64Array,
  plan: VqtPlan,
  nIter: number,
): Float64Array {
  const run = createRunner(plan);
  const width = 2 * plan.bins;
  const transform = (y: Float64Array): Float64Array => {
    const out = new Float64Array(values.length);
    run(y, frames, (row, count, first, t) => {
      for (let i = 0; i < 2 * count; i++) out[t * width + 2 * first + i] = row[i]!;
    });
    return out;
  };
  const x = inverse(values);
  const first = transform(x);
  const rest = values.map((v, i) => v - first[i]!);
  for (let n = 0; n < nIter; n++) {
    const step = inverse(rest);
    const seen = transform(step);
    let dot = 0;
    let square = 0;
    for (let i = 0; i < seen.length; i++) {
      dot += seen[i]! * rest[i]!;
      square += seen[i]! * seen[i]!;
    }
    if (!(square > 0)) break; // nothing left that the filters can say
    const m = dot / square;
    for (let i = 0; i < x.length; i++) x[i]! += m * step[i]!;
    for (let i = 0; i < rest.length; i++) rest[i]! -= m * seen[i]!;
  }
  return x;
}
