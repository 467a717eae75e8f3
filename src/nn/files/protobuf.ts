/**
 * Protocol buffers, as far as ONNX files need them: fields one after the other, each with a number.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { viewOf } from '../../io/bytes.js';

/** A field: a number (`varint`, or the bits of a fixed one), or bytes. */
export interface Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
  readonly wire: number;
  /** Of wire types 0, 1 and 5; beyond 2^53 it is not exact, and no count that could be right. */
  readonly value: number;
  /** Of wire types 1, 2 and 5. */
  readonly bytes: Uint8Array;
  /** Where it began in the file. */
  readonly at: number;
}

const NONE = /* @__PURE__ */ new Uint8Array(0);

/** Reads all fields of a message, which begins at `start` of its file. */
export function* readFields(message: Uint8Array, start: number, caller: string): Generator<Field> {
  let i = 0;
  const fail = (why: string): never => {
    throw new DecodeError('bad-protobuf', start + i, `${caller}: ${why}`);
  };
  const varint = (): number => {
    let value = 0;
    let negative = false;
    for (let shift = 0; ; shift += 7) {
      if (i >= message.length) fail('a number is cut off');
      if (shift > 63) fail('a number has more than 64 bits');
      const byte = message[i++]!;
      value += (byte & 127) * 2 ** shift;
      negative = shift === 63 && (byte & 1) === 1;
      if (byte < 128) return negative ? value - 2 ** 64 : value;
    }
  };
  while (i < message.length) {
    const at = start + i;
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (number < 1) fail('a field has no number');
    if (wire === 0) {
      yield { number, wire, value: varint(), bytes: NONE, at };
      continue;
    }
    const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? varint() : fail(`the wire type ${wire} is not known`);
    if (!(length >= 0 && i + length <= message.length)) fail(`a field claims ${length} bytes, and ${message.length - i} are left`);
    const bytes = message.subarray(i, i + length);
    const value = wire === 5 ? viewOf(bytes).getFloat32(0, true) : wire === 1 ? viewOf(bytes).getFloat64(0, true) : 0;
    i += length;
    yield { number, wire, value, bytes, at: at + 1 };
  }
}

/** Numbers of a field that may be repeated: packed in bytes, or one. */
export function* readVarints({ wire, value, bytes, at }: Field, caller: string): Generator<number> {
  if (wire === 0) yield value;
  else {
    let i = 0;
    while (i < bytes.length) {
      let sum = 0;
      let shift = 0;
      for (;;) {
        if (i >= bytes.length || shift > 63) throw new DecodeError('bad-protobuf', at + i, `${caller}: a number is cut off`);
        const byte = bytes[i++]!;
        sum += (byte & 127) * 2 ** shift;
        shift += 7;
        if (byte < 128) break;
      }
      yield sum;
    }
  }
}
