/**
 * Networks of the literature, ready to be trained or to take published weights.
 * @module
 */
export { type Model, type ModelOptions } from '../nn/model-core.js';
export { type NdArray } from '../core/nd.js';
export { type FloatArray } from '../core/types.js';
export { speechCommandsConv1d, type SpeechCommandsConv1dOptions } from './speech-commands-conv1d.js';
export { vgg, type VggOptions } from './vgg.js';
export { squeezeNet, type SqueezeNetOptions } from './squeeze-net.js';
export { deepAudioFeaturesCnn, type DeepAudioFeaturesCnnOptions, deepAudioFeaturesTorchNames } from './deep-audio-features-cnn.js';
export { transferLearning, type TransferLearningOptions } from './transfer-learning.js';
export { dropLayers, type DropLayersOptions } from './drop-layers.js';
export { type ConvAutoEncoder, convAutoEncoder, type ConvAutoEncoderOptions } from './conv-auto-encoder.js';
export { keywordCrnn, type KeywordCrnnArchitecture, type KeywordCrnnOptions, keywordCrnnParams } from './keyword-crnn.js';
export { createKeywordSpotter, type KeywordSpotter, type KeywordSpotterOptions } from './keyword-spotter.js';
export { smoothPosteriors } from './smooth-posteriors.js';
export { type KeywordConfidenceOptions } from './confidence-steps.js';
export { createKeywordConfidence, keywordConfidence, type KeywordConfidence } from './keyword-confidence.js';
export { createKeywordDetector, type KeywordDetection, type KeywordDetector, type KeywordDetectorOptions } from './keyword-detector.js';
