/** The `sequence` room: alignment of sequences and decoding of states. */
export { type Metric } from '../core/distance.js';
export { type Warping, type WarpingOptions } from './align.js';
export { dtwBacktracking, type DtwBacktrackingOptions } from './dtw-backtracking.js';
export { dtwFromCost, type DtwFromCostOptions } from './dtw-from-cost.js';
export { dtw, type DtwOptions } from './dtw.js';
