/**
 * Pictures of features, in Node and browsers: `@audiolab/dsp/plot`.
 * @module
 */
export { type ColormapName } from './colormap.js';
export { encodePng } from './encode-png.js';
export { heatmap, type HeatmapOptions } from './heatmap.js';
export { type Image } from './image.js';
export { scatter, type ScatterOptions, type ScatterPlot } from './scatter.js';
