/** Model files. */
export { readSafetensors, type Safetensors } from './read-safetensors.js';
export { type StoredData, type StoredDtype, type StoredTensor } from './stored-tensor.js';
export { type Storable, type StorableTensor, writeSafetensors, type WriteSafetensorsOptions } from './write-safetensors.js';
export { loadModel, loadWeights } from './load-model.js';
export { type LoadModelOptions, type LoadWeightsOptions, type ModelFiles } from './model-source.js';
export { type Hdf5Package } from './hdf5.js';
export { saveModel } from './save-model.js';
export { getTorchWeights, setTorchWeights, type TorchName, type TorchWeightsOptions } from './torch-weights.js';
export { type OnnxWeightsOptions, setOnnxWeights } from './onnx-weights.js';
