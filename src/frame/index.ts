/** The `frame` room. */
export { type EdgeMode, type PadMode } from './edge.js';
export { fixLength, type FixLengthOptions } from './fix-length.js';
export { frame, type FrameOptions } from './frame.js';
export { localmax, type LocalExtremaOptions, localmin } from './local-extrema.js';
export { normalize, type NormalizeOptions } from './normalize.js';
export { softmask, type SoftmaskOptions } from './softmask.js';
export { padCenter, type PadCenterOptions } from './pad-center.js';
export { pad, type Paddable, type PaddingOptions, type PadOptions } from './pad.js';
export { peakPick, type PeakPickOptions } from './peak-pick.js';
export { zeroCrossings, type ZeroCrossingsOptions } from './zero-crossings.js';
