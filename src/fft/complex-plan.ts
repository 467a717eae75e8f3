/**
 * From a recipe to a running complex transform.
 * @module
 */
import { memoize } from '../core/cache.js';
import { buildBluestein, tabulateChirp } from './bluestein.js';
import { type ComplexKernel } from './kernel.js';
import { convolutionOf, designFft, type FftRecipe } from './recipe.js';
import { rootsOfUnity } from './roots.js';
import { buildStockham } from './stockham.js';

/** Builds what a recipe says. `roots` may be those of any multiple of the size, to share a table. */
export function buildComplex(recipe: FftRecipe, roots?: Float64Array): ComplexKernel {
  return recipe.kind === 'stockham'
    ? buildStockham(recipe.radices, roots ?? rootsOfUnity(recipe.size))
    : buildBluestein(recipe.size, buildInner(recipe.inner));
}

/** The tables of a convolution that transforms any length. */
export const planChirp = (size: number): ReturnType<typeof tabulateChirp> => tabulateChirp(size, buildInner(convolutionOf(size)));

/** The complex transform of any size >= 1. */
export const planComplex = (size: number): ComplexKernel => buildComplex(designFft(size));

const buildInner = (recipe: FftRecipe): ComplexKernel => (recipe.size <= 65536 ? shared(recipe.size) : buildComplex(recipe));

/** Convolutions of many lengths run on few sizes: their tables are kept. */
const shared = /* @__PURE__ */ memoize<number, ComplexKernel>(4, String, planComplex);
