/** The `sequence` room: alignment of sequences and decoding of states. */
export { type Metric } from '../core/distance.js';
export { type Warping, type WarpingOptions } from './align.js';
export { dtwBacktracking, type DtwBacktrackingOptions } from './dtw-backtracking.js';
export { dtwFromCost, type DtwFromCostOptions } from './dtw-from-cost.js';
export { dtw, type DtwOptions } from './dtw.js';
export { rqa, type Rqa, type RqaOptions } from './rqa.js';
export { transitionLocal, type TransitionLocalOptions } from './transition-local.js';
export { transitionCycle, transitionLoop, type TransitionOptions, transitionUniform } from './transitions.js';
export { viterbiBinary, type ViterbiBinaryOptions } from './viterbi-binary.js';
export { viterbiDiscriminative, type ViterbiDiscriminativeOptions } from './viterbi-discriminative.js';
export { type Decoding, viterbi, type ViterbiOptions } from './viterbi.js';
