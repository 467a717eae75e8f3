/**
 * Layers forwards and backwards, and their gradients by central differences.
 */
import { expect } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type Tensor } from '../../src/core/tensor.js';
import { type FloatArray } from '../../src/core/types.js';
import { sizeOf } from '../../src/core/view.js';
import { type Layer, type Mask, type Pass, type Step } from '../../src/nn/layer.js';
import { training } from '../../src/nn/training.js';

/** A pass whose dropout is the same each time. */
export const pass = (settings: Partial<Pass> = {}): Pass => ({
  training: false,
  gradients: true,
  trainer: training(),
  random: createRandom(1),
  ...settings,
});

/** Seeded numbers in [-scale, scale). */
export function drawTensor(shape: readonly number[], seed: number, scale = 1): Tensor<Float64Array> {
  const random = createRandom(seed);
  return { data: Float64Array.from({ length: sizeOf(shape) }, () => scale * (2 * random.uniform() - 1)), shape };
}

/** Gives all weights seeded numbers. */
export function scatter(layer: Layer, seed: number, scale = 0.5): void {
  layer.parameters.forEach((parameter, i) => {
    parameter.value.set(drawTensor(parameter.shape, seed + i, scale).data);
    parameter.version++;
  });
}

/** Sum of the outputs, each value times a factor of its own, and what regularizers add. */
function weighted(step: Step, factors: readonly Tensor[]): number {
  let sum = step.penalty ?? 0;
  step.outputs.forEach(({ data }, o) => data.forEach((y, i) => (sum += y * factors[o]!.data[i]!)));
  return sum;
}

/**
 * Compares every gradient, of inputs and of weights, with a central difference. Returns the largest error relative to the
 * largest gradient of that input or weight (at least 1e-3: below, differences drown in rounding).
 */
export function gradientError(
  layer: Layer,
  inputs: readonly Tensor[],
  mask?: Mask,
  training = false,
  perturb = (value: FloatArray, i: number, by: number): void => void (value[i]! += by),
): number {
  const forward = (gradients: boolean): Step => layer.forward(inputs, pass({ training, gradients }), mask);
  const step = forward(true);
  const factors = step.outputs.map(({ shape }, o) => drawTensor(shape, 77 + o));
  for (const { gradient } of layer.parameters) gradient.fill(0);
  const back = step.backward!(factors);
  const e = 1e-4;
  let worst = 0;
  const check = (value: FloatArray, gradient: FloatArray, moved: () => void): void => {
    const peak = Array.from(gradient).reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3);
    for (let i = 0; i < value.length; i++) {
      const kept = value[i]!;
      const at = (by: number): number => {
        value[i] = kept;
        perturb(value, i, by);
        moved();
        return weighted(forward(false), factors);
      };
      // fourth order: e^4
      const difference = (8 * (at(e) - at(-e)) - (at(2 * e) - at(-2 * e))) / (12 * e);
      value[i] = kept;
      moved();
      const error = Math.abs(difference - gradient[i]!) / peak;
      if (!(error <= worst)) worst = error;
    }
  };
  inputs.forEach((input, k) => {
    expect(back[k]!.shape).toEqual(input.shape);
    check(input.data, back[k]!.data, () => undefined);
  });
  for (const parameter of layer.parameters) check(parameter.value, parameter.gradient, () => void parameter.version++);
  return worst;
}
