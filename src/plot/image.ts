/**
 * What the plots draw on.
 * @module
 */

/** A picture: rows from top to bottom, pixels from left to right, 8 bits a channel. */
export interface Image {
  /** `width * height` pixels of 1 (grey), 3 (red, green, blue) or 4 (and alpha) bytes. */
  readonly pixels: Uint8Array;
  /** Pixels in a row, >= 1. */
  readonly width: number;
  /** Rows, >= 1. */
  readonly height: number;
}
