/** The `signal` room. */
export { autocorrelate, type AutocorrelateOptions } from './autocorrelate.js';
export { chirp, type ChirpOptions } from './chirp.js';
export { clicks, type ClicksOptions } from './clicks.js';
export { type ConvolveMethod, type ConvolveMode } from './convolution.js';
export { convolve, type ConvolveOptions } from './convolve.js';
export { createDeemphasis, deemphasis } from './deemphasis.js';
export { type EmphasisInput, type EmphasisOptions, type EmphasisPlan, type EmphasisPlanOptions, type Emphasized } from './emphasis.js';
export { createPreemphasis, preemphasis } from './preemphasis.js';
export { createResampler, type CreateResamplerOptions, type Resampler } from './create-resampler.js';
export { fftconvolve, type FftconvolveOptions } from './fftconvolve.js';
export { resamplePoly, type ResamplePadType, type ResamplePolyOptions } from './resample-poly.js';
export { resample, type ResampleOptions, type ResampleType } from './resample.js';
export { type GeneratorOptions, tone } from './tone.js';
