/** Model files. */
export { readSafetensors, type Safetensors } from './read-safetensors.js';
export { type StoredData, type StoredDtype, type StoredTensor } from './stored-tensor.js';
export { type Storable, writeSafetensors, type WriteSafetensorsOptions } from './write-safetensors.js';
