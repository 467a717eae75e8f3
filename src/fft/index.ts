/** The `fft` room. */
export { type ComplexFft, createFft } from './complex.js';
export { dct, type DctOptions, idct } from './dct.js';
export { type DctType } from './dct-plan.js';
export { type FftArray, type FftDtype, type FftPlanOptions } from './edge.js';
export { fft } from './fft.js';
export { type FftNorm, type FftOptions } from './fft-options.js';
export { fftfreq, type FftfreqOptions, rfftfreq } from './fftfreq.js';
export { fftJsEngine } from './fftjs-engine.js';
export { fftshift, type FftshiftOptions, ifftshift } from './fftshift.js';
export { ifft } from './ifft.js';
export { irfft } from './irfft.js';
export { type ComplexKernel, type FftEngine, type RealKernel } from './kernel.js';
export { nextFastLen } from './next-fast-len.js';
export { createRfft, type RealFft } from './real.js';
export { rfft } from './rfft.js';
export { type ComplexInput } from './rows.js';
