/**
 * Results between threads: small ones are copied, large ones handed over.
 * @module
 */
import { nd, type NdData } from '../core/nd.js';
import { isNdArray } from '../core/view.js';

/**
 * Makes a result fit to be posted and collects the buffers to hand over. An ndarray becomes a bare `{ data, shape, stride, offset }`.
 * An array over a part of a buffer is copied, for the rest of the buffer may belong to somebody else.
 */
export function packValue(value: unknown, buffers: Set<ArrayBuffer>): unknown {
  if (isNdArray(value)) {
    const { data, shape, stride, offset } = value;
    return { data: ownArray(data, buffers), shape: [...shape], stride: [...stride], offset };
  }
  if (ArrayBuffer.isView(value)) return ownArray(value as NdData, buffers);
  if (Array.isArray(value)) return value.map((item) => packValue(item, buffers));
  if (typeof value === 'object' && value !== null) return mapFields(value, (field) => packValue(field, buffers));
  return value;
}

/**
 * The buffers worth handing over: all, if they are large together. From the first buffer that a thread hands over, V8 checks at each access
 * to a typed array whether its buffer is still there: kernels in TypeScript take 1.3 times as long for the rest of the thread's life. The
 * copy of a result, even of a spectrogram, costs less.
 */
export function worthTransfer(buffers: ReadonlySet<ArrayBuffer>): ArrayBuffer[] {
  let bytes = 0;
  for (const { byteLength } of buffers) bytes += byteLength;
  return bytes >= LARGE ? [...buffers] : [];
}

const LARGE = 2 ** 26;

/** The result as it was. */
export function unpackValue(value: unknown): unknown {
  if (isNdArray(value)) return nd(value.data, value.shape, value.stride, value.offset);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(unpackValue);
  return mapFields(value, unpackValue);
}

function ownArray<T extends NdData>(data: T, buffers: Set<ArrayBuffer>): T {
  const { buffer } = data;
  const whole = buffer instanceof ArrayBuffer && data.byteLength === buffer.byteLength && !buffers.has(buffer);
  const own = whole ? data : (data.slice() as T);
  buffers.add(own.buffer as ArrayBuffer);
  return own;
}

const mapFields = (object: object, change: (value: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
