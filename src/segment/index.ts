/** The `segment` room: self-similarity and structure. */
export { agglomerative, type AgglomerativeOptions } from './agglomerative.js';
export { type BandwidthMode } from './bandwidth.js';
export { type ImageEdge } from './convolve-taps.js';
export { crossSimilarity, type CrossSimilarityOptions } from './cross-similarity.js';
export { lagToRecurrence, type LagToRecurrenceOptions, recurrenceToLag, type RecurrenceToLagOptions } from './lag.js';
export { pathEnhance, type PathEnhanceOptions } from './path-enhance.js';
export { recurrenceMatrix, type RecurrenceMatrixOptions } from './recurrence-matrix.js';
export { type SimilarityMode, type SimilarityOptions } from './similarity-options.js';
export { subsegment, type SubsegmentOptions } from './subsegment.js';
export { timelagFilter, type TimelagFilterOptions } from './timelag-filter.js';
