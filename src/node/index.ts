/** The `node` room: files. */
export { load, type LoadOptions } from './load.js';
export { save, type SaveOptions } from './save.js';
export { writeFileAtomic } from './write-file-atomic.js';
