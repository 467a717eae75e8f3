/**
 * From a recipe to a running complex transform.
 * @module
 */
import { memoize } from '../core/cache.js';
import { buildBluestein } from './bluestein.js';
import { type ComplexKernel } from './kernel.js';
import { designFft, type FftRecipe } from './recipe.js';
import { rootsOfUnity } from './roots.js';
import { buildStockham } from './stockham.js';

/** Builds what a recipe says. `roots` may be those of any multiple of the size, to share a table. */
export function buildComplex(recipe: FftRecipe, roots?: Float64Array): ComplexKernel {
  return recipe.kind === 'stockham'
    ? buildStockham(recipe.radices, roots ?? rootsOfUnity(recipe.size))
    : buildBluestein(recipe.size, recipe.inner.size <= 65536 ? shared(recipe.inner.size) : buildComplex(recipe.inner));
}

/** The complex transform of any size >= 1. */
export const planComplex = (size: number): ComplexKernel => buildComplex(designFft(size));

/** Convolutions of many lengths run on few sizes: their tables are kept. */
const shared = /* @__PURE__ */ memoize<number, ComplexKernel>(4, String, planComplex);
