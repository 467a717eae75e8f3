/**
 * Constant-Q and variable-Q transforms.
 * @module
 */
export { type Cqt, cqt, createCqt } from './cqt.js';
export { type ConstantQOptions, type CqtOptions, type CqtResampleType, type PseudoCqtOptions, type VqtOptions } from './cqt-options.js';
export { griffinLimCqt, type GriffinLimCqtOptions } from './griffin-lim-cqt.js';
export { hybridCqt } from './hybrid-cqt.js';
export { icqt, type IcqtOptions } from './icqt.js';
export { pseudoCqt } from './pseudo-cqt.js';
export { vqt } from './vqt.js';
