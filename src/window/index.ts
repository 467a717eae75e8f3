/** The `window` room. */
export { getWindow, type GetWindowOptions } from './get-window.js';
export { type CommonWindow, type RareWindow, type WindowParameter, type WindowSpec } from './window-spec.js';
