/**
 * From a recipe to a running complex transform.
 * @module
 */
import { memoize } from '../core/cache.js';
import { buildBluestein } from './bluestein.js';
import { type ComplexKernel } from './kernel.js';
import { designFft } from './recipe.js';
import { rootsOfUnity } from './roots.js';
import { buildStockham } from './stockham.js';

/** The complex transform of any size >= 1. `roots` may be those of any multiple of the size, to share a table. */
export function planComplex(size: number, roots?: Float64Array): ComplexKernel {
  const { radices, inner } = designFft(size);
  if (inner === 0) return buildStockham(radices, roots ?? rootsOfUnity(size));
  return buildBluestein(size, inner <= 65536 ? shared(inner) : planComplex(inner));
}

/** Convolutions of many lengths run on few sizes: their tables are kept. */
const shared = /* @__PURE__ */ memoize<number, ComplexKernel>(4, String, (size) => planComplex(size));
