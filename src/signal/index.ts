/** The `signal` room. */
export { resamplePoly, type ResamplePolyOptions, type ResamplePadType } from './resample-poly.js';
export { resample, type ResampleOptions, type ResampleType } from './resample.js';
