/**
 * Constant-Q and variable-Q transforms.
 * @module
 */
export { type Cqt, cqt, createCqt } from './cqt.js';
export { type ConstantQOptions, type CqtOptions, type CqtResampleType, type VqtOptions } from './cqt-options.js';
export { vqt } from './vqt.js';
