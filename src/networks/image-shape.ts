/**
 * Reading the shape of an image.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectInteger } from '../core/options.js';

/** Height, width and channels; refuses images smaller than `least`, for which a network has no windows. */
export function readImageShape(shape: unknown, caller: string, least: number): [number, number, number] {
  if (!Array.isArray(shape) || shape.length !== 3)
    throw new ParameterError(caller, 'inputShape', `must be height, width and channels, got ${show(shape)}`);
  shape.forEach((n, i) => expectInteger(n, caller, 'inputShape', i < 2 ? least : 1));
  return shape as [number, number, number];
}
