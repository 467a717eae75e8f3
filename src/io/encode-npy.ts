/**
 * Arrays to NumPy files.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { expectBoolean, expectOneOf, readOptions } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray, rowMajor, sizeOf, toRowMajor } from '../core/view.js';
import { viewOf } from './bytes.js';
import { npyHeader } from './npy-header.js';

/** Element types {@link encodeNpy} writes. */
export type NpyType = 'float32' | 'float64' | 'int16' | 'int32' | 'uint8' | 'complex64' | 'complex128';

/** Options of {@link encodeNpy}. */
export interface EncodeNpyOptions {
  /** Element type; complex ones take a last axis of length 2 (re, im). `null`: that of the array, which is real. @defaultValue `null` */
  dtype?: NpyType | null | undefined;
  /** Store the first axis as the fastest. @defaultValue `false` */
  fortranOrder?: boolean | undefined;
  /** Version of the format; 2 has room for longer headers, which nobody needs here. @defaultValue `1` */
  version?: 1 | 2 | undefined;
}

interface Settings {
  dtype: NpyType | null;
  fortranOrder: boolean;
  version: 1 | 2;
}

const DEFAULTS: Settings = { dtype: null, fortranOrder: false, version: 1 };
const DESCR: Record<NpyType, string> = {
  float32: '<f4',
  float64: '<f8',
  int16: '<i2',
  int32: '<i4',
  uint8: '|u1',
  complex64: '<c8',
  complex128: '<c16',
};
const RANGES: Partial<Record<NpyType, readonly [number, number]>> = {
  int16: [-32768, 32767],
  int32: [-2147483648, 2147483647],
  uint8: [0, 255],
};

/**
 * Writes an array as a NumPy `.npy` file, byte for byte as `numpy.save` would.
 *
 * @param array - Float32Array, Float64Array, Int32Array or Uint8Array, or an ndarray of one: any shape, any strides. NaN and Infinity
 * are kept.
 * @returns The whole file.
 * @throws {@link ParameterError} if an option is unknown, a value does not fit into the integer type, or a complex type is asked for
 * and the last axis is not of length 2; TypeError for anything that is no such array.
 * @example
 * ```ts
 * const file = encodeNpy(Float64Array.of(0.5, 1.5), { dtype: 'float32' });
 * file.length; // 136
 * decodeNpy(file); // [0.5, 1.5]
 * ```
 * @see numpy.lib.format, numpy 2.4.
 */
export function encodeNpy(array: NdData | NdArray<NdData>, options?: EncodeNpyOptions): Uint8Array {
  const caller = 'encodeNpy';
  const settings = readOptions<Settings>(caller, options, DEFAULTS);
  const { fortranOrder, version } = settings;
  expectBoolean(fortranOrder, caller, 'fortranOrder');
  expectOneOf(version, caller, 'version', [1, 2]);
  if (settings.dtype !== null) expectOneOf(settings.dtype, caller, 'dtype', Object.keys(DESCR) as NpyType[]);
  const view = isNdArray(array) ? array : undefined;
  const store = view ? view.data : (array as NdData);
  const own = typeOf(store);
  if (!own) {
    throw new TypeError(
      `${caller}: "array" must be a Float32Array, Float64Array, Int32Array or Uint8Array, or an ndarray of one, got ${show(view ? store : array)}`,
    );
  }
  const shape = view ? [...view.shape] : [store.length];
  if (view && sizeOf(shape) > 0) expectInside(view as NdArray<FloatArray>, caller, 'array');
  const dtype = settings.dtype ?? own;
  const complex = dtype.startsWith('complex');
  if (complex && shape.at(-1) !== 2) {
    throw new ParameterError(caller, 'dtype', `is ${dtype}, which needs a last axis of length 2, got shape [${shape.join(', ')}]`);
  }
  const outer = complex ? shape.slice(0, -1) : shape;
  const values = inOrder(view, store, outer, complex, fortranOrder);
  const header = npyHeader(DESCR[dtype], fortranOrder, outer, version);
  const width = { float32: 4, float64: 8, int16: 2, int32: 4, uint8: 1, complex64: 4, complex128: 8 }[dtype];
  const file = new Uint8Array(header.length + values.length * width);
  file.set(header);
  const range = RANGES[dtype];
  if (range) {
    const [least, most] = range;
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!;
      if (!(Number.isInteger(x) && x >= least && x <= most)) {
        throw new ParameterError(
          caller,
          'array',
          `must hold integers in [${least}, ${most}] for ${dtype}, got ${x} at element ${i} of the file`,
        );
      }
    }
  }
  write(viewOf(file), header.length, dtype, values);
  return file;
}

function typeOf(data: NdData): NpyType | undefined {
  const types: Record<string, NpyType> = { Float32Array: 'float32', Float64Array: 'float64', Int32Array: 'int32', Uint8Array: 'uint8' };
  const tag = Object.prototype.toString.call(data).slice(8, -1);
  return Object.hasOwn(types, tag) ? types[tag] : undefined;
}

/** The elements in the order of the file; complex pairs stay together. */
function inOrder(
  view: NdArray<NdData> | undefined,
  store: NdData,
  outer: readonly number[],
  complex: boolean,
  fortranOrder: boolean,
): NdData {
  if (!view) return store;
  if (!fortranOrder) return isRowMajor(view) ? (store.subarray(view.offset, view.offset + sizeOf(view.shape)) as NdData) : toRowMajor(view);
  const axes = outer.map((_, d) => outer.length - 1 - d);
  return toRowMajor(view, complex ? [...axes, outer.length] : axes);
}

function isRowMajor(view: NdArray<NdData>): boolean {
  const expected = rowMajor(view.shape);
  return view.shape.every((n, d) => n === 1 || view.stride[d] === expected[d]);
}

function write(view: DataView, start: number, dtype: NpyType, values: NdData): void {
  const n = values.length;
  let at = start;
  if (dtype === 'float64' || dtype === 'complex128') for (let i = 0; i < n; i++, at += 8) view.setFloat64(at, values[i]!, true);
  else if (dtype === 'float32' || dtype === 'complex64') for (let i = 0; i < n; i++, at += 4) view.setFloat32(at, values[i]!, true);
  else if (dtype === 'int16') for (let i = 0; i < n; i++, at += 2) view.setInt16(at, values[i]!, true);
  else if (dtype === 'int32') for (let i = 0; i < n; i++, at += 4) view.setInt32(at, values[i]!, true);
  else for (let i = 0; i < n; i++, at++) view.setUint8(at, values[i]!);
}
