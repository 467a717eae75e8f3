/**
 * What recurrent layers refuse, and masks the other way round.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Mask, type Parameter, type Shape } from './layer.js';

/** Refuses input before there are weights. */
export function expectBuilt(parameters: readonly Parameter[], kind: string, name: string): void {
  if (parameters.length === 0)
    throw new ParameterError(kind, name, 'cannot be read yet: the layer has no weights until it was built or called');
}

/** Refuses a sequence without a frame: there is nothing to say about it. */
export function expectFrames(mask: Mask, batch: number, time: number, kind: string): void {
  if (mask.length !== batch * time) {
    throw new ParameterError(kind, 'mask', `must have the shape [${batch}, ${time}]: ${batch * time} values, got ${mask.length}`);
  }
  for (let b = 0; b < batch; b++) {
    if (!mask.subarray(b * time, (b + 1) * time).some(Boolean))
      throw new ParameterError(kind, 'mask', `must leave at least one frame of each item, got none of item ${b}`);
  }
}

/** Refuses shapes that are no sequences with, or without, states. */
export function expectInputs(shapes: readonly Shape[], kind: string, sizes: readonly number[], built: number): void {
  const [x, ...rest] = shapes;
  const states = rest.length ? sizes.map((n) => [n]) : [];
  const fits =
    x?.length === 2 &&
    (built ? x[1] === built : x[1]! > 0) &&
    rest.length === states.length &&
    rest.every((shape, s) => shape.length === 1 && shape[0] === sizes[s]);
  if (fits) return;
  const list = (all: readonly (readonly unknown[])[]): string => all.map((shape) => `[${['batch', ...shape].join(', ')}]`).join(', ');
  throw new ParameterError(kind, 'x', `must have the shape ${list([['time', built || 'values'], ...states])}, got ${list(shapes)}`);
}

/** The mask [batch, time] of outputs in the order of reading backwards. */
export function reverseMask(mask: Mask, time: number): Mask {
  const out = mask.slice();
  for (let at = 0; at < out.length; at += time) out.subarray(at, at + time).reverse();
  return out;
}
