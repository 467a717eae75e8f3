/**
 * Two recurrent layers over the same sequences, one from each end.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type FinishedLayer, finishLayer } from './finish-layer.js';
import { type Layer, type Mask, type Shape, type Step } from './layer.js';
import { mergePair, type MergeMode, unmergePair } from './merge-pair.js';
import { type RecurrentLayer } from './recurrent-layer.js';

/** Options of `bidirectional`. */
export interface BidirectionalOptions {
  /** The layer that reads forwards: `simpleRnn`, `lstm` or `gru`. */
  layer: RecurrentLayer;
  /** The layer that reads backwards, made with `goBackwards: true`. @defaultValue `null`: one like `layer` */
  backwardLayer?: RecurrentLayer | null | undefined;
  /** How the two outputs become one; `null` gives both. @defaultValue `'concat'` */
  mergeMode?: MergeMode | null | undefined;
  /** Name of the layer. @defaultValue none */
  name?: string | undefined;
}

/** A layer in both directions. */
export interface BidirectionalLayer extends Layer {
  /** The layer that was given. Its weights come first. */
  readonly forwardLayer: RecurrentLayer;
  /** The one that reads the other way. */
  readonly backwardLayer: RecurrentLayer;
  /** Forgets the states between batches of `stateful` layers. */
  resetStates(): void;
}

const CALLER = 'bidirectional';
const DEFAULTS = {
  layer: undefined as RecurrentLayer | undefined,
  backwardLayer: null as RecurrentLayer | null,
  mergeMode: 'concat' as MergeMode | null,
  name: '',
};

/**
 * Runs a recurrent layer from the first frame to the last and another from the last to the first, and merges their outputs frame by frame.
 *
 * @param options - `layer` and what else Keras' wrapper takes.
 * @returns A layer that takes `[batch, time, inputs]`, and, to start from, the states of the forward layer, then those of the backward one;
 * it gives the merged outputs (two with `mergeMode: null`), then, with `returnState`, the states in the same order. Weights are those of the
 * forward layer, then those of the backward one. Masked frames give zeros where all outputs are returned.
 * @throws `ParameterError` if the layers do not go together: they must read in different directions, agree about `returnSequences`,
 * `returnState`, `stateful` and `timeMajor`, and have as many outputs as each other unless they are joined or apart; TypeError for
 * what is no recurrent layer.
 * @example
 * ```ts
 * const layer = bidirectional({ layer: lstm({ units: 64, returnSequences: true }) });
 * layer.call(tensor(new Float32Array(50 * 13), [1, 50, 13])).shape; // [1, 50, 128]
 * layer.countParams(); // 39936
 * ```
 * @see Keras `Bidirectional`: same arguments, same numbers, and what its documentation forbids is refused. Schuster and Paliwal 1997.
 */
export function bidirectional(options: BidirectionalOptions): FinishedLayer<BidirectionalLayer> {
  if (typeof options === 'object' && options !== null && 'kind' in options) {
    throw new TypeError(`${CALLER}: the layer goes into the options, bidirectional({ layer: ${String(options.kind)}(...) })`);
  }
  const { layer, backwardLayer, mergeMode, name } = readOptions(CALLER, options, DEFAULTS);
  expectRecurrent(layer, 'layer');
  if (backwardLayer !== null) expectRecurrent(backwardLayer, 'backwardLayer');
  expectOneOf(mergeMode, CALLER, 'mergeMode', ['concat', 'sum', 'mul', 'ave', null]);
  if (typeof name !== 'string') throw new TypeError(`${CALLER}: "name" must be a string, got ${show(name)}`);
  const second = backwardLayer ?? layer.recurrent.mirror();
  expectPair(layer, second, mergeMode);
  const pair = [layer, second] as const;
  const { returnSequences, returnState, timeMajor } = layer.recurrent.settings;
  const { states } = layer.recurrent;
  const widths = pair.map((each) => each.recurrent.settings.outputs) as [number, number];

  /** The inputs of each: the sequences, and its share of the states. */
  const share = <T>(inputs: readonly T[], half: number): T[] => {
    const rest = inputs.slice(1);
    const count = states + second.recurrent.states;
    if (rest.length && rest.length !== count) {
      throw new ParameterError(CALLER, 'x', `must be one input, or one and ${count} states, those of both layers, got ${inputs.length}`);
    }
    return inputs.length ? [inputs[0]!, ...(half ? rest.slice(states) : rest.slice(0, states))] : [];
  };

  const self: BidirectionalLayer = {
    kind: 'bidirectional',
    name,
    forwardLayer: layer,
    backwardLayer: second,
    config: Object.freeze({
      layer: describe(layer),
      backwardLayer: backwardLayer && describe(backwardLayer),
      mergeMode,
    }),
    get trainable() {
      return layer.trainable || second.trainable;
    },
    set trainable(value) {
      layer.trainable = value;
      second.trainable = value;
    },
    get parameters() {
      return [...layer.parameters, ...second.parameters];
    },
    outputShapes(inputs) {
      const [a, b] = pair.map((each, k) => each.outputShapes(share(inputs, k))) as [readonly Shape[], readonly Shape[]];
      const [first, last] = [a[0]!, b[0]!];
      const merged: Shape[] =
        mergeMode === null ? [first, last] : [[...first.slice(0, -1), mergeMode === 'concat' ? widths[0] + widths[1] : widths[0]]];
      return returnState ? [...merged, ...a.slice(1), ...b.slice(1)] : merged;
    },
    weightShapes: (inputs) => pair.flatMap((each, k) => each.weightShapes!(share(inputs, k))),
    build(inputs, settings) {
      pair.forEach((each, k) => each.build(share(inputs, k), settings));
    },
    forward(inputs, pass, mask): Step {
      const zero = returnSequences || layer.recurrent.settings.zeroOutputForMask;
      const steps = pair.map((each, k) => each.recurrent.run(share(inputs, k), pass, mask, zero)) as [Step, Step];
      const flipped = returnSequences ? flip(steps[1].outputs[0]!, timeMajor) : steps[1].outputs[0]!;
      const ys: [Tensor, Tensor] = [steps[0].outputs[0]!, flipped];
      const merged = mergeMode === null ? ys : [mergePair(mergeMode, ...ys)];
      const lasts = steps.flatMap((step) => step.outputs.slice(1));
      const [p, q] = [steps[0].penalty, steps[1].penalty];
      return {
        outputs: [...merged, ...lasts],
        mask: steps[0].mask as Mask | undefined,
        penalty: p === undefined && q === undefined ? undefined : (p ?? 0) + (q ?? 0),
        backward: !pass.gradients
          ? undefined
          : (gradients, wanted) => {
              const parts = mergeMode === null ? gradients.slice(0, 2) : unmergePair(mergeMode, gradients[0], ...ys);
              const back = parts[1] && returnSequences ? flip(parts[1], timeMajor) : parts[1];
              const rest = gradients.slice(merged.length);
              const split = returnState ? states : 0;
              const a = steps[0].backward!([parts[0], ...rest.slice(0, split)], wanted && share(wanted, 0));
              const b = steps[1].backward!([back, ...rest.slice(split)], wanted && share(wanted, 1));
              return [addTensors(a[0], b[0]), ...a.slice(1), ...b.slice(1)];
            },
      };
    },
    resetStates() {
      layer.resetStates();
      second.resetStates();
    },
  };
  return finishLayer(self);
}

const describe = (layer: RecurrentLayer): Record<string, unknown> => ({ kind: layer.kind, ...layer.config });

function expectRecurrent(layer: unknown, option: string): asserts layer is RecurrentLayer {
  if (typeof layer === 'object' && layer !== null && 'recurrent' in layer) return;
  const kind = typeof layer === 'object' && layer !== null && typeof (layer as Layer).kind === 'string' && (layer as Layer).kind;
  throw new TypeError(`${CALLER}: "${option}" must be a simpleRnn, an lstm or a gru layer, got ${kind ? `a ${kind} layer` : show(layer)}`);
}

/** Refuses layers that do not go together. */
function expectPair(layer: RecurrentLayer, second: RecurrentLayer, mergeMode: MergeMode | null): void {
  const [a, b] = [layer.recurrent.settings, second.recurrent.settings];
  const refuse = (rule: string): never => {
    throw new ParameterError(CALLER, 'backwardLayer', rule);
  };
  if (layer === second) refuse('must be another layer than "layer"');
  if (a.goBackwards === b.goBackwards) refuse(`must read the other way than "layer": both have goBackwards = ${a.goBackwards}`);
  for (const key of ['returnSequences', 'returnState', 'stateful', 'timeMajor'] as const) {
    if (a[key] !== b[key]) refuse(`must have the ${key} of "layer", ${a[key]}, got ${b[key]}`);
  }
  if (a.outputs !== b.outputs && mergeMode !== 'concat' && mergeMode !== null) {
    refuse(`must have as many outputs as "layer" for mergeMode "${mergeMode}", ${a.outputs}, got ${b.outputs}`);
  }
  if (layer.parameters.length && second.parameters.length && layer.parameters[0]!.shape[0] !== second.parameters[0]!.shape[0]) {
    refuse(`must take frames of ${layer.parameters[0]!.shape[0]} values, got ${second.parameters[0]!.shape[0]}`);
  }
}

/** The frames from the last to the first. */
function flip({ data, shape }: Tensor, timeMajor: boolean): Tensor {
  const out = zeros(data, shape);
  const frame = timeMajor ? shape[1]! * shape[2]! : shape[2]!;
  const [items, time] = timeMajor ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  for (let i = 0; i < items; i++) {
    for (let t = 0; t < time; t++) {
      const from = (i * time + t) * frame;
      out.data.set(data.subarray(from, from + frame) as FloatArray, (i * time + time - 1 - t) * frame);
    }
  }
  return out;
}

function addTensors(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  if (!a || !b) return a ?? b;
  const data = a.data.slice();
  for (let i = 0; i < data.length; i++) data[i]! += b.data[i]!;
  return { data, shape: a.shape };
}
