/**
 * Audio features for TypeScript: librosa's numbers, in Node, browsers and workers.
 * @module
 */
export { DecodeError, ParameterError, type Warning } from './core/errors.js';
export { type NdArray, type NdData } from './core/nd.js';
export { type AudioBufferLike, type AudioSignal, type SignalInput } from './core/signal.js';
export { type FloatArray } from './core/types.js';
export { engine, type EngineChoice, type EngineInfo, setEngine } from './simd/engine.js';
export * from './convert/index.js';
export * from './metrics/index.js';
export * from './window/index.js';
export * from './frame/index.js';
export * from './fft/index.js';
export * from './io/index.js';
export * from './filter/index.js';
export * from './signal/index.js';
export * from './filterbank/index.js';
export * from './stft/index.js';
export * from './feature/index.js';
export * from './pitch/index.js';
export * from './cqt/index.js';
export * from './sequence/index.js';
export * from './segment/index.js';
export * from './decompose/index.js';
export * from './effects/index.js';
export * from './rhythm/index.js';
export * from './stream/index.js';
