/**
 * Points in a plane, as a picture and as SVG.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { encodeLabels, expectSameLength, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { isNdArray, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { toRowMajor } from '../core/view.js';
import { type Image } from './image.js';
import { markerOf, MOST_CLASSES } from './palette.js';
import { scatterToImage } from './scatter-image.js';
import { layScatterOut } from './scatter-layout.js';
import { scatterToSvg } from './scatter-svg.js';

/** Options of {@link scatter}. */
export interface ScatterOptions {
  /** The class of each point: strings or integers, at most 30 different ones; they get colours, then shapes, and a legend. @defaultValue one class */
  labels?: LabelList | undefined;
  /** Pixels to the right, in [1, 65535]. @defaultValue `480` */
  width?: number | undefined;
  /** Pixels downwards, in [1, 65535]. @defaultValue `400` */
  height?: number | undefined;
  /** Half the width of a point, in pixels, in [0.5, 100]. @defaultValue `2.5` */
  radius?: number | undefined;
  /** `'equal'`: a unit is as long to the right as upwards, so that distances can be seen. @defaultValue `'auto'`: both axes are filled */
  aspect?: 'auto' | 'equal' | undefined;
  /** Stands above. @defaultValue none */
  title?: string | undefined;
  /** What goes to the right. @defaultValue none */
  xLabel?: string | undefined;
  /** What goes upwards; stands above the axis. @defaultValue none */
  yLabel?: string | undefined;
}

/** What {@link scatter} gives: a picture for `encodePng`, and the same as SVG. */
export interface ScatterPlot extends Image {
  /** The text of an SVG file, without styles and scripts. */
  readonly svg: string;
}

const CALLER = 'scatter';
const DEFAULTS = {
  labels: undefined as LabelList | undefined,
  width: 480,
  height: 400,
  radius: 2.5,
  aspect: 'auto' as 'auto' | 'equal',
  title: '',
  xLabel: '',
  yLabel: '',
};

/**
 * Draws points in a plane, coloured by class, with axes and a legend: embeddings, principal components, two features.
 *
 * @param points - Shape `[items, 2]`: how far to the right and how far up.
 * @param options - See {@link ScatterOptions}.
 * @returns The picture, 3 bytes (red, green, blue) a pixel, and its `svg`. The same input gives the same bytes everywhere. Letters of the
 * picture are capitals, digits and a few signs, others are blocks, and long texts end at its edge; SVG has every text as it is.
 * @throws `ParameterError` if an option is unknown or out of range, there are no points or more than two numbers each, one is not finite,
 * labels do not fit or have more than 30 classes, or the picture is too small for axes and legend.
 * @example
 * ```ts
 * const points = tensor(Float64Array.of(0, 0, 1, 2, 2, 1), [3, 2]);
 * const plot = scatter(points, { labels: ['ann', 'bea', 'ann'], width: 300, height: 200, title: 'Voices' });
 * const png = await encodePng(plot); // the bytes of a PNG file
 * plot.svg.includes('>bea</text>'); // true
 * ```
 * @see Okabe and Ito, Color Universal Design, 2008, for the colours.
 */
export function scatter(points: NdArray<FloatArray>, options: ScatterOptions = {}): ScatterPlot {
  const given = readOptions(CALLER, options, DEFAULTS);
  for (const name of ['width', 'height'] as const) expectInteger(given[name], CALLER, name, 1, 65535);
  expectFinite(given.radius, CALLER, 'radius', 0.5, 100);
  expectOneOf(given.aspect, CALLER, 'aspect', ['auto', 'equal']);
  for (const name of ['title', 'xLabel', 'yLabel'] as const) {
    if (typeof given[name] !== 'string') throw new TypeError(`${CALLER}: "${name}" must be a string, got ${show(given[name])}`);
  }
  const { x, y } = readPoints(points);
  let names: string[] = [];
  let kinds: ArrayLike<number> = new Int32Array(x.length);
  if (given.labels !== undefined) {
    const labels = readLabels(given.labels, CALLER, 'labels');
    expectSameLength(x.length, 'points', labels.length, 'labels', CALLER);
    const classes = sortedLabels([labels], CALLER, 'labels');
    if (classes.length > MOST_CLASSES) {
      throw new ParameterError(CALLER, 'labels', `must have at most ${MOST_CLASSES} classes to be told apart, got ${classes.length}`);
    }
    names = classes.map(String);
    kinds = encodeLabels(labels, classes);
  }
  const markers = Array.from({ length: Math.max(1, names.length) }, (_, k) => markerOf(k));
  const { width, height, radius, aspect, title, xLabel, yLabel } = given;
  const layout = layScatterOut({ x, y, kinds, names, markers, width, height, radius, equal: aspect === 'equal', title, xLabel, yLabel });
  if (!layout)
    throw new ParameterError(CALLER, 'width', `and "height" leave no room for the plot beside its texts, got ${width} x ${height}`);
  return { ...scatterToImage(layout), svg: scatterToSvg(layout) };
}

function readPoints(points: NdArray<FloatArray>): { x: Float64Array; y: Float64Array } {
  if (!isNdArray(points) || !isFloatArray(points.data))
    throw new TypeError(`${CALLER}: "points" must be an ndarray of floats, got ${show(points)}`);
  const { shape } = points;
  if (shape.length !== 2 || shape[1] !== 2 || !shape[0]) {
    throw new ParameterError(CALLER, 'points', `must have shape [items, 2] and not be empty, got [${shape.join(', ')}]`);
  }
  expectInside(points, CALLER, 'points');
  const flat = toRowMajor(points) as FloatArray;
  const bad = flat.findIndex((v: number) => v - v !== 0);
  if (bad >= 0) throw new ParameterError(CALLER, 'points', `must be finite, got ${flat[bad]} at item ${Math.floor(bad / 2)}`);
  const far = flat.findIndex((v: number) => Math.abs(v) > 1e300);
  if (far >= 0) throw new ParameterError(CALLER, 'points', `must be in [-1e300, 1e300], got ${flat[far]} at item ${Math.floor(far / 2)}`);
  const [x, y] = [new Float64Array(shape[0]), new Float64Array(shape[0])];
  for (let i = 0; i < x.length; i++) [x[i], y[i]] = [flat[2 * i]!, flat[2 * i + 1]!];
  return { x, y };
}
