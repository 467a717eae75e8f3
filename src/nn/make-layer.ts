/**
 * What all layers without recurrence share: names, weights, checks. A layer tells its shapes and how it computes.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type Tensor } from '../core/tensor.js';
import { type FinishedLayer, finishLayer } from './finish-layer.js';
import { type BuildSettings, type Layer, type Mask, type Parameter, type Pass, type Shape, type Step, type WeightShape } from './layer.js';
import { createParameter, type ParameterSettings } from './parameter.js';

/** Option of every layer. */
export interface NamedOptions {
  /** What it is called in summaries and files, unique in a model. @defaultValue its kind, with a number where that is taken */
  name?: string | undefined;
}

/** A weight that a layer will have. */
export type WeightPlan = Omit<WeightShape, 'trained'> & ParameterSettings;

/** What a layer is. */
export interface LayerPlan {
  kind: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
  /** Inputs that it takes: just one, or two and more. @defaultValue `'one'` */
  takes?: 'one' | 'several' | undefined;
  /** Refuses shapes that it cannot take. */
  outputShape(inputs: readonly Shape[]): Shape;
  weights?(inputs: readonly Shape[]): readonly WeightPlan[];
  run(inputs: readonly Tensor[], pass: Pass, layer: RunningLayer, mask: Mask | undefined): Step;
}

/** What a running layer knows of itself. */
export interface RunningLayer {
  readonly parameters: readonly Parameter[];
  readonly trainable: boolean;
}

/** `[null, 3]`: a shape as messages write it. */
export const showShape = (shape: Shape): string => `[${shape.map(String).join(', ')}]`;

/** Refuses inputs of another rank, the batch not counted; `axes` names them. */
export function expectRank(shape: Shape, axes: readonly string[], caller: string): void {
  if (shape.length !== axes.length) {
    throw new ParameterError(
      caller,
      'x',
      `must have the shape [batch, ${axes.join(', ')}], got [batch${shape.map((n) => `, ${n}`).join('')}]`,
    );
  }
}

/** The length of an axis that must be known. */
export function known(length: number | null | undefined, caller: string, axis: string): number {
  if (length === null || length === undefined) throw new ParameterError(caller, 'x', `must have a known number of ${axis}`);
  return length;
}

/** Makes the layer. */
export function makeLayer(plan: LayerPlan): FinishedLayer {
  const { kind, config, takes = 'one' } = plan;
  if (typeof plan.name !== 'string') throw new TypeError(`${kind}: "name" must be a string, got ${show(plan.name)}`);
  let parameters: Parameter[] = [];
  const check = (inputs: readonly Shape[]): readonly Shape[] => {
    if (takes === 'one' ? inputs.length !== 1 : inputs.length < 2) {
      throw new ParameterError(kind, 'x', `must be ${takes === 'one' ? 'one input' : 'two inputs or more'}, got ${inputs.length}`);
    }
    return inputs;
  };
  const expectFit = (inputs: readonly Shape[]): void => {
    const wanted = plan.weights?.(inputs) ?? [];
    if (wanted.length && !parameters.length)
      throw new ParameterError(kind, 'weights', 'must be made before the layer runs: build or call it');
    wanted.forEach(({ name, shape }, i) => {
      const has = parameters[i]!.shape;
      if (has.length !== shape.length || has.some((n, d) => n !== shape[d])) {
        throw new ParameterError(kind, name, `has the shape ${showShape(has)}, but this input needs ${showShape(shape)}`);
      }
    });
  };
  const layer: Layer = {
    kind,
    name: plan.name,
    config,
    trainable: true,
    get parameters() {
      return parameters;
    },
    outputShapes: (inputs) => [plan.outputShape(check(inputs))],
    weightShapes: (inputs) => (plan.weights?.(check(inputs)) ?? []).map(({ name, shape, trained = true }) => ({ name, shape, trained })),
    build(inputs: readonly Shape[], settings: BuildSettings) {
      plan.outputShape(check(inputs));
      if (parameters.length) expectFit(inputs);
      else parameters = (plan.weights?.(inputs) ?? []).map(({ name, shape, ...rest }) => createParameter(name, shape, settings, rest));
    },
    forward(inputs, pass, mask) {
      const shapes = check(inputs.map(({ shape }) => shape.slice(1)));
      plan.outputShape(shapes);
      expectFit(shapes);
      return plan.run(inputs, pass, { parameters, trainable: layer.trainable }, mask);
    },
  };
  return finishLayer(layer);
}

/** A step of one output, whose gradient goes to one input; no gradient in, no gradient out. */
export function oneToOne(
  output: Tensor,
  mask: Mask | undefined,
  pass: Pass,
  backward: (dy: Tensor, wanted: boolean) => Tensor | undefined,
): Step {
  if (!pass.gradients) return { outputs: [output], mask };
  return {
    outputs: [output],
    mask,
    backward: ([dy], wanted) => [dy ? backward(dy, wanted?.[0] ?? true) : undefined],
  };
}
