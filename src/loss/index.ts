/**
 * Losses with their gradients.
 * @module
 */
export { arcFace, type ArcFaceOptions } from './arc-face.js';
export { batchContrastiveLoss } from './batch-contrastive-loss.js';
export { batchTripletLoss, type BatchTripletLoss, type BatchTripletLossOptions, type TripletMining } from './batch-triplet-loss.js';
export { binaryCrossentropy, type BinaryCrossentropyOptions } from './binary-crossentropy.js';
export { categoricalCrossentropy } from './categorical-crossentropy.js';
export { categoricalFocalLoss, type CategoricalFocalLossOptions } from './categorical-focal-loss.js';
export { centerLoss, type CenterLoss, type CenterLossOptions } from './center-loss.js';
export { contrastiveLoss, type ContrastiveLoss, type ContrastiveLossOptions } from './contrastive-loss.js';
export { cosFace, type CosFaceOptions } from './cos-face.js';
export { cosineSimilarityLoss } from './cosine-similarity-loss.js';
export { ctcBeamSearchDecode, type CtcBeam, type CtcBeamSearchOptions, type CtcLanguageModel } from './ctc-beam-search-decode.js';
export { ctcGreedyDecode, type CtcPath } from './ctc-greedy-decode.js';
export { type CtcOptions } from './ctc-inputs.js';
export { ctcLoss, type CtcLossOptions } from './ctc-loss.js';
export { type Distance } from './distance.js';
export { type ElementwiseOptions } from './elementwise.js';
export { focalLoss, type FocalLossOptions } from './focal-loss.js';
export { huber, type HuberOptions } from './huber.js';
export { type Loss, type Reduction, type Targets, type Values } from './inputs.js';
export { type MarginSoftmaxLoss, type MarginSoftmaxOptions } from './margin-softmax.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanSquaredError } from './mean-squared-error.js';
export { ntXent, type NtXentOptions } from './nt-xent.js';
export { type ReductionOptions } from './reduce.js';
export { type CrossentropyOptions } from './softmax.js';
export { sparseCategoricalCrossentropy, type SparseCrossentropyOptions } from './sparse-categorical-crossentropy.js';
export { tripletLoss, type TripletLoss } from './triplet-loss.js';
export { type TripletLossOptions, type TripletPreset, type TripletReduction } from './triplet-options.js';
