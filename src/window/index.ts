/** The `window` room. */
export { getWindow, type GetWindowOptions } from './get-window.js';
export { windowBandwidth, type WindowBandwidthOptions } from './window-bandwidth.js';
export { type CommonWindow, type RareWindow, type WindowParameter, type WindowSpec } from './window-spec.js';
export { windowSumsquare, type WindowSumsquareOptions } from './window-sumsquare.js';
