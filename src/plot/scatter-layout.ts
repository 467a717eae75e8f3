/**
 * What a scatter plot consists of, in pixels, however it is drawn then.
 * @module
 */
import { columnsOf, LETTER_ROWS } from './font.js';
import { type Marker } from './palette.js';
import { type Axis, axisOf, spanOf } from './ticks.js';

/** Pixels of a dot of a letter, in pictures. */
export const DOT = 2;
/** Pixels of a letter's height. */
export const LETTER_HEIGHT: number = DOT * LETTER_ROWS;
const GAP = 6;
const TICK = 4;
const LINE = LETTER_HEIGHT + 8; // of the legend

/** A text and where it stands: `y` is its middle. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'start' | 'middle' | 'end';
}

/** A straight line of one pixel's width along an axis. */
export interface PlacedLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point, or its stand-in in the legend. */
export interface PlacedMarker {
  readonly x: number;
  readonly y: number;
  /** Number of its class. */
  readonly kind: number;
}

/** A plot in pixels. */
export interface ScatterLayout {
  readonly width: number;
  readonly height: number;
  /** Half the width of a marker. */
  readonly radius: number;
  readonly markers: readonly Marker[];
  readonly lines: readonly PlacedLine[];
  readonly points: readonly PlacedMarker[];
  readonly legend: readonly PlacedMarker[];
  readonly texts: readonly PlacedText[];
}

/** What is to be laid out, checked. */
export interface ScatterContents {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly kinds: ArrayLike<number>;
  /** Names of the classes, or none. */
  readonly names: readonly string[];
  readonly markers: readonly Marker[];
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly equal: boolean;
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Pixels of the widest text. */
const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, DOT * columnsOf(text)), 0);
const labelsOf = ({ ticks }: Axis): string[] => ticks.map(String);

/** Lays the plot out; nothing where there is no room for it. */
export function layScatterOut(c: ScatterContents): ScatterLayout | undefined {
  const { width, height, radius } = c;
  let [xs, ys] = [spanOf(c.x), spanOf(c.y)];
  const top = GAP + (c.title || c.yLabel ? LETTER_HEIGHT + GAP : LETTER_HEIGHT / 2);
  const bottom = height - GAP - (c.xLabel ? LETTER_HEIGHT + GAP : 0) - LETTER_HEIGHT - GAP - TICK;
  const right = width - GAP - (c.names.length ? widest(c.names) + 2 * radius + 3 * GAP : GAP);
  const rough = axisOf(ys, Math.max(2, (bottom - top) / 70));
  let left = GAP + widest(labelsOf(rough)) + GAP + TICK;
  const room = (): boolean => right - left >= 40 && bottom - top >= 40;
  if (!room()) return undefined;
  if (c.equal) {
    const unit = Math.max((xs[1] - xs[0]) / (right - left), (ys[1] - ys[0]) / (bottom - top));
    xs = around(xs, unit * (right - left));
    ys = around(ys, unit * (bottom - top));
  }
  const [xAxis, yAxis] = [axisOf(xs, Math.max(2, (right - left) / 110)), axisOf(ys, Math.max(2, (bottom - top) / 70))];
  left = Math.max(left, GAP + widest(labelsOf(yAxis)) + GAP + TICK);
  if (!room()) return undefined;
  const xOf = (v: number): number => left + ((v - xAxis.from) / (xAxis.to - xAxis.from)) * (right - left);
  const yOf = (v: number): number => bottom - ((v - yAxis.from) / (yAxis.to - yAxis.from)) * (bottom - top);
  const lines: PlacedLine[] = [
    { x: left, y: top, width: right - left + 1, height: 1 },
    { x: left, y: bottom, width: right - left + 1, height: 1 },
    { x: left, y: top, width: 1, height: bottom - top + 1 },
    { x: right, y: top, width: 1, height: bottom - top + 1 },
  ];
  const texts: PlacedText[] = [];
  const under = bottom + TICK + GAP + LETTER_HEIGHT / 2;
  const apart = xAxis.ticks.length > 1 ? xOf(xAxis.ticks[1]!) - xOf(xAxis.ticks[0]!) : Infinity;
  const every = Math.ceil((widest(labelsOf(xAxis)) + GAP) / apart) || 1; // long numbers: not every tick has its label
  xAxis.ticks.forEach((tick, i) => {
    lines.push({ x: Math.round(xOf(tick)), y: bottom, width: 1, height: TICK + 1 });
    if (i % every === 0) texts.push({ text: String(tick), x: Math.round(xOf(tick)), y: under, align: 'middle' });
  });
  for (const tick of yAxis.ticks) {
    lines.push({ x: left - TICK, y: Math.round(yOf(tick)), width: TICK + 1, height: 1 });
    texts.push({ text: String(tick), x: left - TICK - GAP, y: Math.round(yOf(tick)), align: 'end' });
  }
  const middle = Math.round((left + right) / 2);
  if (c.title) texts.push({ text: c.title, x: middle, y: GAP + LETTER_HEIGHT / 2, align: 'middle' });
  if (c.xLabel) texts.push({ text: c.xLabel, x: middle, y: height - GAP - LETTER_HEIGHT / 2, align: 'middle' });
  if (c.yLabel) texts.push({ text: c.yLabel, x: GAP, y: GAP + LETTER_HEIGHT / 2, align: 'start' });
  const legend = c.names.map((text, kind) => {
    const [x, y] = [right + GAP + GAP + radius, top + LETTER_HEIGHT / 2 + LINE * kind];
    texts.push({ text, x: x + radius + GAP, y, align: 'start' });
    return { x, y, kind };
  });
  if (legend.length && legend.at(-1)!.y + LETTER_HEIGHT / 2 > height) return undefined;
  const points = Array.from(c.x, (v, i) => ({ x: xOf(v), y: yOf(c.y[i]!), kind: c.kinds[i]! }));
  return { width, height, radius, markers: c.markers, lines, points, legend, texts };
}

/** A span of this length around the middle of another. */
function around([from, to]: readonly [number, number], length: number): [number, number] {
  const middle = from + (to - from) / 2;
  return [middle - length / 2, middle + length / 2];
}
