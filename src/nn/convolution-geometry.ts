/**
 * Where the windows of a convolution or a pooling lie along one axis.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger } from '../core/options.js';

/** `valid`: none; `same`: for ceil(length / stride) windows, the smaller half before; `causal`: for as many, all before. As in Keras. */
export const PADDINGS = ['valid', 'same', 'causal'] as const;
export type Padding = (typeof PADDINGS)[number];

/** One axis. */
export interface Geometry {
  /** Windows. */
  outputs: number;
  /** Padding before the first value. */
  before: number;
  /** Values from the first to the last of a window. */
  extent: number;
  /** Values from one window to the next. */
  stride: number;
}

/** Windows of `size` values, `dilation` apart, over `length` values. */
export function convolutionGeometry(length: number, size: number, stride: number, dilation: number, padding: Padding): Geometry {
  const extent = (size - 1) * dilation + 1;
  if (padding === 'valid') return { outputs: Math.max(0, Math.floor((length - extent) / stride) + 1), before: 0, extent, stride };
  const outputs = Math.ceil(length / stride);
  const around = Math.max(0, (outputs - 1) * stride + extent - length);
  return { outputs, before: padding === 'causal' ? extent - 1 : Math.floor(around / 2), extent, stride };
}

/** The two axes of an image that holds at least one window. */
export function expectWindows(
  caller: string,
  axis: (side: 0 | 1, size: number) => Geometry,
  batch: number,
  height: number,
  width: number,
): [Geometry, Geometry] {
  expectInteger(batch, caller, 'batch', 1);
  expectInteger(height, caller, 'height', 1);
  expectInteger(width, caller, 'width', 1);
  const axes: [Geometry, Geometry] = [axis(0, height), axis(1, width)];
  for (const [name, size, { outputs, extent }] of [['height', height, axes[0]] as const, ['width', width, axes[1]] as const]) {
    if (outputs < 1) throw new ParameterError(caller, name, `must be >= ${extent}, the size of the window, got ${size}`);
  }
  return axes;
}
