import { encodeNpy } from '../io/encode-npy.js';
import { type Format } from './format.js';

/** numpy's format: `<f4` or `<f8` in C order; complex ones `<c8` or `<c16`, the axis of (re, im) folded into the number. */
export const npy: Format = {
  many: false,
  info: false,
  *item(result) {
    if (result.kind === 'info') throw new Error('info has no array');
    const { values, complex } = result;
    yield encodeNpy(values, complex ? { dtype: values.data instanceof Float32Array ? 'complex64' : 'complex128' } : {});
  },
};
