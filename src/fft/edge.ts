/**
 * The edge of a plan: checks of the arrays, the scratch, and the precision. No call allocates, but the first one without scratch.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { carver, type FftEngine } from './kernel.js';

/** Precision of the arrays that a plan reads and writes. */
export type FftDtype = 'float64' | 'float32';

/** The array type of a precision. */
export type FftArray<D extends FftDtype> = D extends 'float32' ? Float32Array : Float64Array;

/** Options of {@link createRfft} and {@link createFft}. */
export interface FftPlanOptions<D extends FftDtype = FftDtype> {
  /**
   * Precision of the arrays it reads and writes. `'float64'` is computed in double. `'float32'` is computed in single precision where SIMD
   * kernels run (see {@link engine}) and `size` >= 32: relative error 2e-7 log2(size) in the root mean square, for samples whose magnitudes
   * add up to less than 1e38. Elsewhere it is the double result, rounded. @defaultValue `'float64'`
   */
  dtype?: D | undefined;
  /** Another implementation, such as `fftJsEngine()`; `null` is the library's own. @defaultValue `null` */
  engine?: FftEngine | null | undefined;
}

const DEFAULTS: { dtype: FftDtype; engine: FftEngine | null } = { dtype: 'float64', engine: null };

/** Reads the options of a plan. */
export function readPlanOptions(options: FftPlanOptions | undefined, caller: string): { dtype: FftDtype; engine: FftEngine | null } {
  const { dtype, engine } = readOptions(caller, options, DEFAULTS);
  expectOneOf(dtype, caller, 'dtype', ['float64', 'float32']);
  expectEngine(engine, caller);
  return { dtype, engine };
}

/** Refuses what is no engine. */
export function expectEngine(engine: FftEngine | null, caller: string): void {
  if (engine === null || (typeof engine === 'object' && typeof engine.complex === 'function' && typeof engine.real === 'function')) return;
  throw new TypeError(`${caller}: "engine" must be null or an engine such as fftJsEngine(), got ${show(engine)}`);
}

type Inside = (out: Float64Array, x: Float64Array, scratch: Float64Array) => void;
type InsideSingle = (out: Float32Array, x: Float32Array) => void;
type Outside = (out: FloatArray, x: FloatArray, scratch?: Float64Array) => void;

/** Names and lengths of what a call takes. */
export interface Call {
  caller: string;
  input: string;
  inputLength: number;
  outLength: number;
}

/** Wraps the calls of a kernel of single precision, which has its own memory. */
export function createSingleEdge(): { scratchLength: number; wrap: (call: Call, run: InsideSingle) => Outside } {
  return {
    scratchLength: 0,
    wrap(call, run) {
      const expect = createGuard(call, true, 0);
      return (out, x, scratch) => {
        expect(out, x, scratch);
        run(out as Float32Array, x as Float32Array);
      };
    },
  };
}

/** Wraps the bare calls of a kernel; `longest` is the length of its longest array. */
export function createEdge(
  dtype: FftDtype,
  needed: number,
  longest: number,
): { scratchLength: number; wrap: (call: Call, run: Inside) => Outside } {
  const single = dtype === 'float32';
  const scratchLength = needed + (single ? 2 * longest : 0);
  let own: Float64Array | undefined;
  return {
    scratchLength,
    wrap(call, run) {
      const carve = carver(call.inputLength, call.outLength, needed);
      const expect = createGuard(call, single, scratchLength);
      return (out, x, scratch) => {
        expect(out, x, scratch);
        const room = scratch ?? (own ??= new Float64Array(scratchLength));
        if (single) {
          const [a, b, rest] = carve(room) as [Float64Array, Float64Array, Float64Array];
          a.set(x);
          run(b, a, rest);
          out.set(b);
        } else run(out as Float64Array, x as Float64Array, room);
      };
    },
  };
}

/**
 * Checks the arrays of each call. Asking two of them for their buffers takes as long as transforming 64 samples: arrays that were apart stay
 * apart, so those of the last call are only asked for their lengths, which tell whether they were transferred elsewhere.
 */
function createGuard(call: Call, single: boolean, scratchLength: number): Outside {
  let seenOut: FloatArray | undefined;
  let seenX: FloatArray | undefined;
  let seenScratch: Float64Array | undefined;
  return (out, x, scratch) => {
    const known =
      out === seenOut && x === seenX && scratch === seenScratch && out.length === call.outLength && x.length === call.inputLength;
    if (known && (scratch === undefined || scratch.length >= scratchLength)) return;
    expectCall(out, x, scratch, call, single, scratchLength);
    seenOut = out;
    seenX = x;
    seenScratch = scratch;
  };
}

function expectCall(
  out: FloatArray,
  x: FloatArray,
  scratch: Float64Array | undefined,
  { caller, input, inputLength, outLength }: Call,
  single: boolean,
  scratchLength: number,
): void {
  expectArray(out, single, outLength, caller, 'out');
  expectArray(x, single, inputLength, caller, input);
  if (out.buffer === x.buffer) expectApart(out, x, caller);
  if (scratch !== undefined) expectScratch(scratch, scratchLength, caller);
}

function expectArray(x: FloatArray, single: boolean, length: number, caller: string, name: string): void {
  const bytes = single ? 4 : 8;
  if (x.BYTES_PER_ELEMENT !== bytes) throw new TypeError(`${caller}: "${name}" must be a Float${8 * bytes}Array, got ${show(x)}`);
  if (x.length !== length) throw new ParameterError(caller, name, `must hold ${length} numbers, got ${x.length}`);
}

function expectApart(out: FloatArray, x: FloatArray, caller: string): void {
  if (out.byteOffset < x.byteOffset + x.byteLength && x.byteOffset < out.byteOffset + out.byteLength) {
    throw new ParameterError(caller, 'out', 'must not overlap the input');
  }
}

function expectScratch(scratch: Float64Array, length: number, caller: string): void {
  if (scratch.BYTES_PER_ELEMENT !== 8) throw new TypeError(`${caller}: "scratch" must be a Float64Array, got ${show(scratch)}`);
  if (scratch.length < length) throw new ParameterError(caller, 'scratch', `must hold at least ${length} numbers, got ${scratch.length}`);
}
