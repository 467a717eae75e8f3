/**
 * A feature as a picture: time to the right, the first bin at the bottom.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { isNdArray, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { COLORMAPS, colormap, type ColormapName } from './colormap.js';
import { type Image } from './image.js';

/** Options of {@link heatmap}. */
export interface HeatmapOptions {
  /** Colour scale. @defaultValue `'cubehelix'` */
  colormap?: ColormapName | undefined;
  /** Value that gets the first colour, or `null` for the least one. Values below get it too. @defaultValue `null` */
  min?: number | null | undefined;
  /** Value that gets the last colour, or `null` for the largest one. Values above get it too. @defaultValue `null` */
  max?: number | null | undefined;
  /** Pixels to the right, in [1, 65535], or `null` for one a frame. @defaultValue `null` */
  width?: number | null | undefined;
  /** Pixels upwards, in [1, 65535], or `null` for one a bin. @defaultValue `null` */
  height?: number | null | undefined;
  /** Whether the first bin is drawn at the bottom, as low frequencies usually are, instead of at the top. @defaultValue `true` */
  flip?: boolean | undefined;
}

const DEFAULTS: { [K in keyof HeatmapOptions]-?: Exclude<HeatmapOptions[K], undefined> } = {
  colormap: 'cubehelix',
  min: null,
  max: null,
  width: null,
  height: null,
  flip: true,
};

/**
 * Draws a feature as a heat map.
 *
 * @param S - Values, shape `[bins, frames]`; levels in dB (`powerToDb`, `amplitudeToDb`) show most.
 * @param options - See {@link HeatmapOptions}. A picture smaller than `S` shows means, a larger one repeats values.
 * @returns A picture of 3 bytes (red, green, blue) a pixel, `width` by `height` (without them `frames` by `bins`).
 * @throws `ParameterError` if an option is unknown or out of range, `max < min`, or `S` is empty, not two-dimensional or not finite.
 * @example
 * ```ts
 * const levels = melSpectrogram(tone(440, { sampleRate: 16000, duration: 1 }), { sampleRate: 16000 });
 * const image = heatmap(powerToDb(levels), { colormap: 'gray', width: 400, height: 256 });
 * image.pixels.length; // 307200
 * const png = await encodePng(image); // the bytes of a PNG file
 * ```
 * @see librosa 0.11 `display.specshow` (same orientation); the colours are Green's cubehelix (2011).
 */
export function heatmap(S: NdArray<FloatArray>, options: HeatmapOptions = {}): Image {
  const given = readOptions('heatmap', options, DEFAULTS);
  expectOneOf(given.colormap, 'heatmap', 'colormap', COLORMAPS);
  expectBoolean(given.flip, 'heatmap', 'flip');
  const [bins, frames] = expectMatrix(S);
  const width = given.width ?? frames;
  const height = given.height ?? bins;
  if (given.width !== null) expectInteger(width, 'heatmap', 'width', 1, 65535);
  if (given.height !== null) expectInteger(height, 'heatmap', 'height', 1, 65535);
  const { columns, least, largest } = toColumns(S, bins, frames, width);
  if (given.min !== null) expectFinite(given.min, 'heatmap', 'min');
  if (given.max !== null) expectFinite(given.max, 'heatmap', 'max');
  const min = given.min ?? least;
  const max = given.max ?? largest;
  if (max < min) throw new ParameterError('heatmap', 'max', `must be >= min = ${min}, got ${max}`);
  const cells = resizeRows(columns, width, bins, height);
  const colours = colormap(given.colormap);
  const scale = max > min ? 255 / (max - min) : 0;
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const row = given.flip ? height - 1 - y : y;
    for (let x = 0; x < width; x++) {
      const level = Math.round(Math.min(255, Math.max(0, (cells[x * height + row]! - min) * scale)));
      pixels.set(colours.subarray(3 * level, 3 * level + 3), 3 * (y * width + x));
    }
  }
  return { pixels, width, height };
}

function expectMatrix(S: NdArray<FloatArray>): [bins: number, frames: number] {
  if (!isNdArray(S) || !isFloatArray(S.data)) throw new TypeError(`heatmap: "S" must be an ndarray of floats, got ${show(S)}`);
  const [bins, frames] = S.shape;
  if (S.shape.length !== 2 || !bins || !frames) {
    throw new ParameterError('heatmap', 'S', `must have shape [bins, frames] and not be empty, got [${S.shape.join(', ')}]`);
  }
  expectInside(S, 'heatmap', 'S');
  return [bins, frames];
}

/** The values that pixel `i` shows: all it covers when shrinking, the nearest one when growing. */
function span(i: number, length: number, wanted: number): [from: number, to: number] {
  const from = Math.floor((i * length) / wanted);
  return [from, wanted > length ? from + 1 : Math.ceil(((i + 1) * length) / wanted)];
}

/** `width` columns of `bins` values, each the mean of the frames it covers; and the range of all values. */
function toColumns(
  S: NdArray<FloatArray>,
  bins: number,
  frames: number,
  width: number,
): { columns: Float64Array; least: number; largest: number } {
  const { data, offset } = S;
  const [binStep, frameStep] = [S.stride[0]!, S.stride[1]!];
  const columns = new Float64Array(width * bins);
  let least = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < width; i++) {
    const [from, to] = span(i, frames, width);
    for (let t = from; t < to; t++) {
      for (let b = 0; b < bins; b++) {
        const value = data[offset + t * frameStep + b * binStep]!;
        if (value - value !== 0) throw new ParameterError('heatmap', 'S', `must be finite, got ${value} at bin ${b}, frame ${t}`);
        if (value < least) least = value;
        if (value > largest) largest = value;
        columns[i * bins + b]! += value / (to - from);
      }
    }
  }
  return { columns, least, largest };
}

/** Each of `rows` rows of `length` values as `wanted` ones. */
function resizeRows(x: Float64Array, rows: number, length: number, wanted: number): Float64Array {
  const out = new Float64Array(rows * wanted);
  for (let i = 0; i < wanted; i++) {
    const [from, to] = span(i, length, wanted);
    for (let r = 0; r < rows; r++) {
      for (let k = from; k < to; k++) out[r * wanted + i]! += x[r * length + k]! / (to - from);
    }
  }
  return out;
}
