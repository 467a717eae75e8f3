/** The `fft` room. */
export { type ComplexFft, createFft } from './complex.js';
export { type FftArray, type FftDtype, type FftPlanOptions } from './edge.js';
export { type ComplexKernel, type FftEngine, type RealKernel } from './kernel.js';
export { createRfft, type RealFft } from './real.js';
export { designFft, type FftRecipe } from './recipe.js';
