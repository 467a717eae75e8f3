/**
 * ONNX files: their nodes and their constant arrays, not their meaning.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable, viewOf } from '../../io/bytes.js';
import { fromBfloat16, fromHalf } from './half.js';
import { decodeUtf8 } from './json.js';
import { type Field, readFields, readVarints } from './protobuf.js';
import { product } from './read-safetensors.js';

/** A node. */
export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  /** Names of values; empty where one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Numbers, texts, or lists of them; others are not read. */
  readonly attributes: ReadonlyMap<string, number | string | readonly number[] | readonly string[]>;
}

/** An array of floats. */
export interface OnnxTensor {
  readonly data: Float32Array | Float64Array;
  readonly shape: readonly number[];
}

/** What is read of a file. */
export interface OnnxFile {
  readonly nodes: readonly OnnxNode[];
  /** Initializers; arrays of integers are left out. */
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
}

/** Reads a file. Numbers of fields are those of onnx.proto. */
export function readOnnx(file: Uint8Array, caller: string): OnnxFile {
  const graphs = [...readFields(file, 0, caller)].filter(({ number, wire }) => number === 7 && wire === 2);
  if (graphs.length !== 1) throw new DecodeError('bad-onnx', 0, `${caller}: this is no ONNX model: it has ${graphs.length} graphs`);
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  for (const field of readFields(graphs[0]!.bytes, graphs[0]!.at, caller)) {
    if (field.wire !== 2) continue;
    if (field.number === 1) nodes.push(readNode(field, caller));
    if (field.number === 5) readTensor(field, tensors, caller);
  }
  return { nodes, tensors };
}

const textOf = ({ bytes, at }: Field, caller: string): string => decodeUtf8(bytes, caller, at);

function readNode(node: Field, caller: string): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const attributes = new Map<string, number | string | readonly number[] | readonly string[]>();
  let [name, op] = ['', ''];
  for (const field of readFields(node.bytes, node.at, caller)) {
    if (field.wire !== 2) continue;
    if (field.number === 1) inputs.push(textOf(field, caller));
    else if (field.number === 2) outputs.push(textOf(field, caller));
    else if (field.number === 3) name = textOf(field, caller);
    else if (field.number === 4) op = textOf(field, caller);
    else if (field.number === 5) readAttribute(field, attributes, caller);
  }
  return { name, op, inputs, outputs, attributes };
}

function readAttribute(attribute: Field, into: Map<string, number | string | readonly number[] | readonly string[]>, caller: string): void {
  let name = '';
  let single: number | string | undefined;
  const numbers: number[] = [];
  const texts: string[] = [];
  for (const field of readFields(attribute.bytes, attribute.at, caller)) {
    const { number, wire } = field;
    if (number === 1 && wire === 2) name = textOf(field, caller);
    else if ((number === 2 && wire === 5) || (number === 3 && wire === 0)) single = field.value;
    else if (number === 4 && wire === 2) single = textOf(field, caller);
    else if (number === 7) for (const value of Array.from(readFloats(field, 4))) numbers.push(value);
    else if (number === 8) for (const value of readVarints(field, caller)) numbers.push(value);
    else if (number === 9 && wire === 2) texts.push(textOf(field, caller));
  }
  into.set(name, texts.length ? texts : numbers.length ? numbers : (single ?? 0));
}

/** Floats that are packed in bytes, or one by one. */
function readFloats({ wire, value, bytes }: Field, size: 4 | 8): ArrayLike<number> {
  if (wire !== 2) return [value];
  const view = viewOf(bytes);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) =>
    size === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}

/** Bytes of an element in raw data, by the numbers of the types: float, float16, double, bfloat16. */
const SIZES: Readonly<Record<number, number>> = { 1: 4, 10: 2, 11: 8, 16: 2 };

function readTensor(tensor: Field, into: Map<string, OnnxTensor>, caller: string): void {
  const shape: number[] = [];
  const parts: ArrayLike<number>[] = [];
  let [type, name, external] = [0, '', false];
  let raw: Field | undefined;
  for (const field of readFields(tensor.bytes, tensor.at, caller)) {
    const { number, wire } = field;
    if (number === 1) for (const n of readVarints(field, caller)) shape.push(n);
    else if (number === 2 && wire === 0) type = field.value;
    else if (number === 4) parts.push(readFloats(field, 4));
    else if (number === 8 && wire === 2) name = textOf(field, caller);
    else if (number === 9 && wire === 2) raw = field;
    else if (number === 10) parts.push(readFloats(field, 8));
    else if (number === 14 && wire === 0) external = field.value === 1;
    if (shape.length > 32) throw new DecodeError('bad-onnx', tensor.at, `${caller}: an array has more than 32 axes`);
  }
  const size = Object.hasOwn(SIZES, type) ? SIZES[type]! : 0;
  if (!size) return; // integers and texts
  const what = printable(name.slice(0, 80));
  if (external)
    throw new DecodeError('unsupported-format', tensor.at, `${caller}: ${what} is in a file of its own, which is not supported`);
  const count = product(shape);
  const have = raw ? raw.bytes.length / size : parts.reduce((sum, { length }) => sum + length, 0);
  if (!(count === have)) {
    throw new DecodeError('bad-size', tensor.at, `${caller}: ${what} of the shape [${shape.join(', ')}] has ${have} values`);
  }
  const data = type === 11 ? new Float64Array(count) : new Float32Array(count);
  if (raw) {
    const view = viewOf(raw.bytes);
    for (let i = 0; i < count; i++) {
      if (type === 1) data[i] = view.getFloat32(4 * i, true);
      else if (type === 11) data[i] = view.getFloat64(8 * i, true);
      else data[i] = (type === 10 ? fromHalf : fromBfloat16)(view.getUint16(2 * i, true));
    }
  } else {
    let at = 0;
    for (const part of parts) {
      data.set(part, at);
      at += part.length;
    }
  }
  into.set(name, { data, shape });
}
