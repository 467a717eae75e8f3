/** What the benchmark measures: the kernels are not yet exported from the package. */
export { createLstmKernel } from '../../src/nn/recurrent-kernels.js';
export { setEngine } from '../../src/simd/engine.js';
