/**
 * From a recipe to a running complex transform.
 * @module
 */
import { memoize } from '../core/cache.js';
import { buildBluestein, tabulateChirp } from './bluestein.js';
import { type ComplexKernel } from './kernel.js';
import { convolutionSize, designFft } from './recipe.js';
import { buildStockham, type StockhamKernel } from './stockham.js';
import { createRoots, type Roots } from './twiddles.js';

/** The complex transform of any size >= 1. `roots` may be of any multiple of the size, to share a table. */
export function planComplex(size: number, roots?: Roots): ComplexKernel | StockhamKernel {
  const { radices, inner } = designFft(size);
  if (inner === 0) return buildStockham(radices, roots ?? createRoots(size));
  return buildBluestein(size, planInner(inner));
}

/** The tables of Bluestein's algorithm as the SIMD kernels want them: the filter is of the conjugate chirp. */
export function planChirp(size: number): ReturnType<typeof tabulateChirp> {
  const { chirp, filter } = tabulateChirp(size, planInner(convolutionSize(2 * size - 1)));
  for (let k = 1; k < filter.length; k += 2) filter[k] = -filter[k]!; // the chirp is even: its transform is conjugated value by value
  return { chirp, filter };
}

const planInner = (size: number): ComplexKernel => (size <= 65536 ? shared(size) : planComplex(size));

/** Convolutions of many lengths run on few sizes: their tables are kept. */
const shared = /* @__PURE__ */ memoize<number, ComplexKernel>(4, String, (size) => planComplex(size));
