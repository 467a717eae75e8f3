/**
 * Colours for numbers. The colour scale is a formula, not a table: its brightness rises evenly, so it reads the same on paper.
 * @module
 */
import { cosTurns, sinTurns } from '../core/math.js';

/** `'cubehelix'` (black, blue, green, rose, white) or `'gray'` (black to white). */
export type ColormapName = 'cubehelix' | 'gray';

/** The names of the colour scales. */
export const COLORMAPS: readonly ColormapName[] = ['cubehelix', 'gray'];

const START = 0.5; // Green's own example: begins at blue-red,
const ROTATIONS = -1.5; // one and a half turns through green,
const HUE = 1; // at full saturation.

/** 256 colours as 768 bytes: red, green, blue, from the least value to the largest. */
export function colormap(name: ColormapName): Uint8Array {
  const table = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i++) {
    const [r, g, b] = name === 'gray' ? [i / 255, i / 255, i / 255] : cubehelix(i / 255);
    table[3 * i] = toByte(r);
    table[3 * i + 1] = toByte(g);
    table[3 * i + 2] = toByte(b);
  }
  return table;
}

/** Green (2011), "A colour scheme for the display of astronomical intensity images", Bull. Astr. Soc. India 39, eq. 2, gamma 1. */
function cubehelix(fraction: number): [number, number, number] {
  const turn = START / 3 + ROTATIONS * fraction;
  const amplitude = (HUE * fraction * (1 - fraction)) / 2;
  const cos = amplitude * cosTurns(turn);
  const sin = amplitude * sinTurns(turn);
  return [fraction - 0.14861 * cos + 1.78277 * sin, fraction - 0.29227 * cos - 0.90649 * sin, fraction + 1.97294 * cos];
}

const toByte = (x: number): number => Math.round(255 * Math.min(1, Math.max(0, x)));
