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
  const got = shapes.map((shape) => `[batch, ${shape.join(', ')}]`).join(', ');
  const values = x?.[1];
  if (x?.length !== 2 || typeof values !== 'number' || values < 1) {
    throw new ParameterError(kind, 'x', `must have the shape [batch, time, values] with a known number of values, got ${got}`);
  }
  if (built && values !== built) throw new ParameterError(kind, 'x', `must have frames of ${built} values, got ${got}`);
  if (rest.length && (rest.length !== sizes.length || rest.some((shape, s) => shape.length !== 1 || shape[0] !== sizes[s]))) {
    const wanted = sizes.map((n) => `[batch, ${n}]`).join(', ');
    throw new ParameterError(kind, 'x', `must be followed by states of the shape ${wanted}, got ${got}`);
  }
}

/** The mask [batch, time] of outputs in the order of reading backwards. */
export function reverseMask(mask: Mask, time: number): Mask {
  const out = mask.slice();
  for (let at = 0; at < out.length; at += time) out.subarray(at, at + time).reverse();
  return out;
}
