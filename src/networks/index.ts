/**
 * Networks of the literature, ready to be trained or to take published weights.
 * @module
 */
export { speechCommandsConv1d, type SpeechCommandsConv1dOptions } from './speech-commands-conv1d.js';
export { vgg, type VggOptions } from './vgg.js';
export { squeezeNet, type SqueezeNetOptions } from './squeeze-net.js';
