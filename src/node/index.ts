/** The `node` room: files and worker threads. */
export {
  directoryFeatureExtraction,
  type DirectoryFeatureExtractionOptions,
  type DirectoryFeatures,
  multipleDirectoryFeatureExtraction,
  type SeveralDirectoryFeatures,
  type SkippedFile,
} from './directory-feature-extraction.js';
export { type Extracted, extractMany, type Extraction, type FeatureResults, type Paths } from './extract-many.js';
export { type ExtractManyOptions, type ExtractProgress } from './extract-options.js';
export { type FeatureName, type FeatureOptions, type FeatureResult } from './features.js';
export { load, type LoadOptions } from './load.js';
export { loadModel, loadSafetensors, loadWeights, saveModel, saveSafetensors } from './load-model.js';
export { save, type SaveOptions } from './save.js';
export { writeFileAtomic } from './write-file-atomic.js';
export { WorkerError } from './worker-error.js';
