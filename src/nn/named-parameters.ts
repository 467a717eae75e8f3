/**
 * Which weights a network has, with the names of their layers.
 * @module
 */
import { allFinite, firstNonFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { type Layer, type Parameter, type Pass, type Mask } from './layer.js';
import { type Tensor } from '../core/tensor.js';
import { type Model } from './model-core.js';
import { TrainingError, type TrainingErrorDetails } from './training-error.js';

/** A parameter and where it is. */
export interface NamedParameter {
  /** Name of the layer; layers within layers as `outer/inner`. */
  readonly layer: string;
  readonly name: string;
  readonly parameter: Parameter;
}

const layersOf = (layer: Layer): readonly Layer[] => ('layers' in layer ? (layer as Model).layers : []);

/** All weights, layer by layer. */
export function namedParameters(model: Layer, prefix: string = ''): NamedParameter[] {
  return layersOf(model).flatMap((layer) => {
    const path = prefix + layer.name;
    if (layersOf(layer).length) return namedParameters(layer, `${path}/`);
    // both directions of a layer have a kernel: the second is the backward one
    const seen = new Map<string, number>();
    return layer.parameters.map((parameter) => {
      const times = (seen.get(parameter.name) ?? 0) + 1;
      seen.set(parameter.name, times);
      return { layer: path, name: times > 1 ? `${parameter.name}_${times - 1}` : parameter.name, parameter };
    });
  });
}

/** When and for whom something is checked. */
export type Moment = Pick<TrainingErrorDetails, 'epoch' | 'step'> & { caller: string };

/** Refuses weights or their gradients that are NaN or infinite, by name. */
export function expectFiniteParameters(
  model: Layer,
  parameters: readonly Parameter[],
  part: 'value' | 'gradient',
  { caller, epoch, step }: Moment,
): void {
  const bad = parameters.find((parameter) => !allFinite(parameter[part]));
  if (!bad) return;
  const named = namedParameters(model).find(({ parameter }) => parameter === bad);
  const at = firstNonFinite(bad[part]);
  const what = part === 'value' ? 'weight' : 'gradient';
  const details = { what, layer: named?.layer ?? '', parameter: named?.name ?? bad.name, epoch, step } as const;
  throw new TrainingError(caller, `is ${bad[part][at]} at index ${at}`, details);
}

/** Runs the network once more to find the first layer whose output is NaN or infinite, and names it. */
export function blameOutput(model: Layer, inputs: readonly Tensor[], pass: Pass, mask: Mask | undefined, moment: Moment): never {
  expectFiniteParameters(model, model.parameters, 'value', moment);
  let first: { layer: string; value: number } | undefined;
  const restore: (() => void)[] = [];
  const watch = (layer: Layer, prefix: string): void => {
    const inner = layersOf(layer);
    if (inner.length) {
      for (const one of inner) watch(one, layer === model ? '' : `${prefix}${layer.name}/`);
      return;
    }
    const { forward } = layer;
    restore.push(() => (layer.forward = forward));
    layer.forward = (...given) => {
      const step = forward.apply(layer, given);
      const bad: FloatArray | undefined = step.outputs.find(({ data }) => !allFinite(data))?.data;
      if (bad) first ??= { layer: prefix + layer.name, value: bad[firstNonFinite(bad)]! };
      return step;
    };
  };
  watch(model, '');
  try {
    model.forward(inputs, { ...pass, gradients: false }, mask);
  } finally {
    for (const undo of restore) undo();
  }
  const { caller, epoch, step } = moment;
  throw new TrainingError(caller, `is ${first?.value ?? 'not finite'}`, { what: 'output', layer: first?.layer ?? '', epoch, step });
}
