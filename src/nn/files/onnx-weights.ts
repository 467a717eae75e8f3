/**
 * The weights of recurrent nodes of ONNX for our layers.
 * @module
 */
import { DecodeError, ParameterError, show } from '../../core/errors.js';
import { readOptions } from '../../core/options.js';
import { asBytes, type Bytes, printable } from '../../io/bytes.js';
import { type BidirectionalLayer } from '../bidirectional.js';
import { type RecurrentLayer } from '../recurrent-layer.js';
import { type Assignment, assignWeights, type FileArray } from './fill-weights.js';
import { type OnnxFile, type OnnxNode, type OnnxTensor, readOnnx } from './onnx-file.js';

/** Options of {@link setOnnxWeights}. */
export interface OnnxWeightsOptions {
  /** Name of the node, where the file has several that fit. @defaultValue the only one of its kind */
  node?: string | undefined;
}

const CALLER = 'setOnnxWeights';

/** ONNX's gates in our order: it has i, o, f, c where we have i, f, c, o; peepholes i, o, f where we have i, f, o. */
const KINDS: Readonly<Record<string, { op: string; gates: readonly number[]; activations: readonly string[] }>> = {
  lstm: { op: 'LSTM', gates: [0, 2, 3, 1], activations: ['Sigmoid', 'Tanh', 'Tanh'] },
  gru: { op: 'GRU', gates: [0, 1, 2], activations: ['Sigmoid', 'Tanh'] },
  simpleRnn: { op: 'RNN', gates: [0], activations: ['Tanh'] },
};
const PEEPHOLES = [0, 2, 1];

/** Our activations by ONNX's names; its hard sigmoid is that of Keras 2. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  elu: 'Elu',
  hardSigmoidKeras2: 'HardSigmoid',
  linear: 'Affine',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  softsign: 'Softsign',
  tanh: 'Tanh',
};

/**
 * Gives a recurrent layer the weights of an LSTM, GRU or RNN node of an ONNX file. Other nodes are not looked at: whole graphs are for
 * onnxruntime.
 *
 * @param layer - `lstm`, `gru`, `simpleRnn`, or a `bidirectional` of them, that has weights already and the settings of the node: the same
 * units and activations, `resetAfter` for `linear_before_reset`, `peepholes` if it has them. Inputs are `[batch, time, ...]` here, and
 * `[time, batch, ...]` there (`timeMajor: true` is the same).
 * @param bytes - The file.
 * @throws `DecodeError` for damaged files and weights that are not in them; `ParameterError` for settings that differ. Nothing is changed then.
 * @example
 * ```ts
 * const layer = simpleRnn({ units: 1, useBias: false });
 * layer.call(tensor(new Float32Array(2), [1, 2, 1])); // now it has weights
 * // a file of one RNN node of one unit, with W = 2 and R = 0.5
 * const text = 'CA46UAolCgFYCgFXCgFSEgFZIgNSTk4qEgoLaGlkZGVuX3NpemUYAaABAhIBZyoRCAEIAQgBEAFCAVdKBAAAAEAqEQgBCAEIARABQgFSSgQAAAA/QgQKABAO';
 * setOnnxWeights(layer, Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
 * layer.getWeights().map(({ data }) => data[0]); // [2, 0.5]
 * ```
 * @see The operators LSTM, GRU and RNN of ONNX, opset 22.
 */
export function setOnnxWeights(layer: RecurrentLayer | BidirectionalLayer, bytes: Bytes, options?: OnnxWeightsOptions): void {
  const { node: name } = readOptions(CALLER, options, { node: undefined as string | undefined });
  if (typeof layer !== 'object' || layer === null || !('parameters' in layer)) {
    throw new TypeError(`${CALLER}: "layer" must be a recurrent layer, got ${show(layer)}`);
  }
  const both = 'forwardLayer' in layer;
  const sides = both ? [layer.forwardLayer, layer.backwardLayer] : [layer];
  const kind = Object.hasOwn(KINDS, sides[0]!.kind) ? KINDS[sides[0]!.kind] : undefined;
  if (!kind)
    throw new ParameterError(
      CALLER,
      'layer',
      `must be an lstm, a gru or a simpleRnn, or a bidirectional of them, got a ${layer.kind} layer`,
    );
  if (!layer.parameters.length) throw new ParameterError(CALLER, 'layer', 'has no weights until it was built or called');
  const file = readOnnx(asBytes(bytes, CALLER), CALLER);
  const node = findNode(file, kind.op, name);
  sides.forEach((side, d) =>
    expectFit(side, node, both ? 'bidirectional' : side.config['goBackwards'] === true ? 'reverse' : 'forward', d),
  );
  const assignment = sides.flatMap((side, d) => assign(side, node, file, d, sides.length));
  assignWeights(sides, assignment, CALLER);
}

function findNode({ nodes }: OnnxFile, op: string, name: string | undefined): OnnxNode {
  const found = nodes.filter((node) => node.op === op && (name === undefined || node.name === name));
  if (found.length === 1) return found[0]!;
  const names = nodes.filter((node) => node.op === op).map((node) => printable(node.name.slice(0, 80)));
  if (name === undefined && !found.length) throw new DecodeError('missing-weights', 0, `${CALLER}: the file has no ${op} node`);
  throw new ParameterError(CALLER, 'node', `must name one ${op} node of ${names.slice(0, 20).join(', ')}, got ${show(name)}`);
}

/** Refuses settings that make another function of the same weights. */
function expectFit({ config, kind, name }: RecurrentLayer, { attributes }: OnnxNode, direction: string, side: number): void {
  const refuse = (option: string, rule: string): never => {
    throw new ParameterError(CALLER, `${name || kind}.${option}`, rule);
  };
  const has = attributes.get('direction') ?? 'forward';
  if (has !== direction) throw new ParameterError(CALLER, 'layer', `is ${direction}, and the node ${show(has)}`);
  const units = attributes.get('hidden_size');
  if (units !== config['units']) refuse('units', `must be ${String(units)} as in the file, got ${String(config['units'])}`);
  if (config['projection'] !== undefined && config['projection'] !== null) refuse('projection', 'must be null: ONNX has none');
  if (kind === 'gru' && config['resetAfter'] !== (attributes.get('linear_before_reset') === 1)) {
    refuse('resetAfter', `must be ${attributes.get('linear_before_reset') === 1} as in the file`);
  }
  if ((attributes.get('input_forget') ?? 0) !== 0) refuse('layer', 'has no gates that are coupled ("input_forget")');
  for (const what of ['clip', 'activation_alpha', 'activation_beta']) {
    if (attributes.has(what)) refuse('layer', `has nothing like the attribute "${what}" of the node`);
  }
  const defaults = KINDS[kind]!.activations;
  const listed = attributes.get('activations');
  const all = Array.isArray(listed) ? (listed as string[]).slice(side * defaults.length, (side + 1) * defaults.length) : defaults;
  const ours = [config['recurrentActivation'], config['activation'], config['activation']].slice(kind === 'simpleRnn' ? 1 : 0);
  defaults.forEach((_, i) => {
    const own = ACTIVATIONS[String(ours[i])];
    if (own?.toLowerCase() !== String(all[i]).toLowerCase()) {
      refuse(i || kind === 'simpleRnn' ? 'activation' : 'recurrentActivation', `is ${show(ours[i])}, and the node has ${show(all[i])}`);
    }
  });
}

function assign(
  { parameters, kind, name }: RecurrentLayer,
  { inputs }: OnnxNode,
  { tensors }: OnnxFile,
  side: number,
  sides: number,
): Assignment {
  const { gates } = KINDS[kind]!;
  const fail = (code: string, message: string): never => {
    throw new DecodeError(code, 0, `${CALLER}: ${message}`);
  };
  /** The part of one direction of an input of the node. */
  const find = (input: number, what: string, shape: readonly number[]): ArrayLike<number> => {
    const found: OnnxTensor | undefined = tensors.get(inputs[input] ?? '');
    if (!found) return fail('missing-weights', `${what} of the node is not among the initializers of the file`);
    const wanted = [sides, ...shape];
    if (found.shape.length !== wanted.length || found.shape.some((n, d) => n !== wanted[d])) {
      return fail('bad-shape', `${what} must have the shape [${wanted.join(', ')}], got [${found.shape.join(', ')}]`);
    }
    const length = found.data.length / sides;
    return found.data.subarray(side * length, (side + 1) * length);
  };
  const has = (weight: string): boolean => parameters.some((parameter) => parameter.name === weight);
  if (inputs[3] && !has('bias')) throw new ParameterError(CALLER, `${name || kind}.useBias`, 'must be true: the node has a bias');
  if (inputs[7] && !has('peepholeKernel')) throw new ParameterError(CALLER, `${name || kind}.peepholes`, 'must be true: the node has them');
  const units = parameters[1]!.shape[0]!;
  const rows = gates.length * units;
  return parameters.map((parameter) => {
    const done = (data: ArrayLike<number>): readonly [typeof parameter, FileArray] => [
      parameter,
      { name: `${name || kind}.${parameter.name}`, data, shape: parameter.shape },
    ];
    if (parameter.name === 'kernel') {
      const width = parameter.shape[0]!;
      return done(turn(find(1, 'W', [rows, width]), gates, units, width));
    }
    if (parameter.name === 'recurrentKernel') return done(turn(find(2, 'R', [rows, units]), gates, units, units));
    if (parameter.name === 'peepholeKernel') return done(turn(find(7, 'P', [3 * units]), PEEPHOLES, units, 1));
    // no bias in the file is a bias of zeros
    const both = inputs[3] ? Array.from(find(3, 'B', [2 * rows])) : new Array<number>(2 * rows).fill(0);
    const [a, b] = [both.slice(0, rows), both.slice(rows)].map((half) => turn(half, gates, units, 1)) as [Float64Array, Float64Array];
    return done(parameter.shape.length === 2 ? Float64Array.from([...a, ...b]) : a.map((x, i) => x + b[i]!));
  });
}

/** `[gates x units, width]` -> `[width, gates x units]`, gates in our order. */
function turn(x: ArrayLike<number>, gates: readonly number[], units: number, width: number): Float64Array {
  const out = new Float64Array(x.length);
  const row = gates.length * units;
  gates.forEach((gate, g) => {
    for (let u = 0; u < units; u++) for (let i = 0; i < width; i++) out[i * row + g * units + u] = x[(gate * units + u) * width + i]!;
  });
  return out;
}
