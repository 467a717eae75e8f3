/**
 * How classes are told apart: ten colours, of which people of every colour vision tell the first eight apart, and three shapes of each.
 * @module
 */

/** Okabe and Ito (2008), "Color Universal Design", with the darker ones first; then grey, and the wine red of Tol's "muted" scheme. */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [0, 114, 178], // blue
  [230, 159, 0], // orange
  [0, 158, 115], // bluish green
  [204, 121, 167], // reddish purple
  [0, 0, 0], // black
  [213, 94, 0], // vermilion
  [86, 180, 233], // sky blue
  [240, 228, 66], // yellow
  [153, 153, 153], // grey
  [136, 34, 85], // wine
];

/** Shapes of a marker. */
export type Shape = 'disc' | 'square' | 'triangle';
const SHAPES: readonly Shape[] = ['disc', 'square', 'triangle'];

/** Classes that look different. */
export const MOST_CLASSES: number = COLOURS.length * SHAPES.length;

/** A colour and a shape. */
export interface Marker {
  /** Red, green, blue. */
  readonly colour: readonly [number, number, number];
  readonly shape: Shape;
}

/** The marker of a class: all colours as discs first. */
export const markerOf = (k: number): Marker => ({
  colour: COLOURS[k % COLOURS.length]!,
  shape: SHAPES[Math.floor(k / COLOURS.length) % SHAPES.length]!,
});
