/** The `segment` room: self-similarity and structure. */
export { type BandwidthMode } from './bandwidth.js';
export { crossSimilarity, type CrossSimilarityOptions } from './cross-similarity.js';
export { recurrenceMatrix, type RecurrenceMatrixOptions } from './recurrence-matrix.js';
export { type SimilarityMode, type SimilarityOptions } from './similarity-options.js';
