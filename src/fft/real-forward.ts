/**
 * Transforms of real signals, from signal to bins. An even length n is read as m = n / 2 complex numbers z (samples 2 j and 2 j + 1):
 * their transform Z holds the transforms E of the even and O of the odd samples,
 *
 *     E[k] = (Z[k] + conj Z[m - k]) / 2,   O[k] = (Z[k] - conj Z[m - k]) / 2i,   X[k] = E[k] + w^k O[k],   X[m - k] = conj(E[k] - w^k O[k]),
 *
 * w = e^(-2 pi i / n). An odd length is transformed as complex numbers without imaginary parts.
 * @module
 */
import { planComplex } from './complex-plan.js';
import { carver, type ComplexKernel, type RealKernel } from './kernel.js';
import { planRoom, type RoomKernel } from './room.js';
import { type StockhamKernel } from './stockham.js';
import { createRoots, createRows, type TwiddleRows } from './twiddles.js';

/** A real transform without its inverse. */
export interface ForwardKernel extends Omit<RealKernel, 'inverse'> {
  /** Where the transform runs in the room: samples may be written to its `input` and are then transformed from there, and lost. */
  readonly room: RoomKernel | undefined;
}

/** One that runs in arrays of its caller: what `real-plan.ts` completes to a {@link RealKernel}. */
export interface ArrayKernel extends ForwardKernel {
  /** The complex transform inside: of n / 2 points, or of n if n is odd. */
  readonly inner: ComplexKernel | StockhamKernel;
  /** Of an even size: w^k / 2 for k <= n / 4. */
  readonly turns: TwiddleRows | undefined;
}

/** The real transform of any size >= 1, without its inverse. */
export function planForward(size: number): ForwardKernel {
  const room = planRoom(size);
  return room ? forwardInRoom(room) : planArrays(size);
}

/** The same, never in the room. */
export const planArrays = (size: number): ArrayKernel => (size % 2 === 0 ? planEven(size) : planOdd(size));

export function forwardInRoom(room: RoomKernel): ForwardKernel {
  const { input, bins, squares } = room;
  return {
    size: input.length,
    scratchLength: 0,
    room,
    forward(out, x) {
      if (x !== input) input.set(x);
      bins(out, 0);
    },
    power(out, x) {
      if (x !== input) input.set(x);
      squares(out, 0);
    },
  };
}

function planEven(size: number): ArrayKernel {
  const roots = createRoots(size);
  const turns = createRows(roots, 2, size, Math.floor(size / 4) + 1, 0.5);
  const inner = planComplex(size / 2, roots);
  const carve = carver(inner.scratchLength, size + 2);
  return {
    size,
    scratchLength: size + 2 + inner.scratchLength,
    room: undefined,
    inner,
    turns,
    forward(out, x, scratch) {
      inner.forward(out, x, carve(scratch)[0]!);
      split(out, out, turns, size, false);
    },
    power(out, x, scratch) {
      const [rest, z] = carve(scratch) as [Float64Array, Float64Array];
      inner.forward(z, x, rest);
      split(out, z, turns, size, true);
    },
  };
}

function planOdd(size: number): ArrayKernel {
  const inner = planComplex(size);
  const carve = carver(2 * size, 2 * size, inner.scratchLength);
  const run = (out: Float64Array, x: Float64Array, scratch: Float64Array, squared: boolean): void => {
    const [z, pairs, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < size; k++) {
      pairs[2 * k] = x[k]!;
      pairs[2 * k + 1] = 0;
    }
    inner.forward(z, pairs, rest);
    pick(out, z, size, squared);
  };
  return {
    size,
    scratchLength: 4 * size + inner.scratchLength,
    room: undefined,
    inner,
    turns: undefined,
    forward: (out, x, scratch) => run(out, x, scratch, false),
    power: (out, x, scratch) => run(out, x, scratch, true),
  };
}

/** Z to X, or to its square. `n` is the number of samples; `z` has room for n + 2 numbers. */
function split(out: Float64Array, z: Float64Array, { span, from }: TwiddleRows, n: number, squared: boolean): void {
  z[n] = z[0]!;
  z[n + 1] = z[1]!;
  const count = Math.floor(n / 4) + 1;
  for (let first = 0; first < count; first += span) splitSome(out, z, from(first), n, first, Math.min(count, first + span), squared);
}

/** The bins first <= k < last and their mirror images. From its second pair on, `w` holds w^k / 2. */
function splitSome(out: Float64Array, z: Float64Array, w: Float64Array, n: number, first: number, last: number, squared: boolean): void {
  const end = 2 * last;
  for (let k = 2 * first, j = n - k, t = 2; k < end; k += 2, j -= 2, t += 2) {
    const kr = z[k]!;
    const ki = z[k + 1]!;
    const jr = z[j]!;
    const ji = z[j + 1]!;
    const wr = w[t]!;
    const wi = w[t + 1]!;
    const er = 0.5 * (kr + jr);
    const ei = 0.5 * (ki - ji);
    const tr = wr * (ki + ji) - wi * (jr - kr);
    const ti = wr * (jr - kr) + wi * (ki + ji);
    if (squared) {
      out[k >> 1] = (er + tr) * (er + tr) + (ei + ti) * (ei + ti);
      out[j >> 1] = (er - tr) * (er - tr) + (ti - ei) * (ti - ei);
    } else {
      out[k] = er + tr;
      out[k + 1] = ei + ti;
      out[j] = er - tr;
      out[j + 1] = ti - ei;
    }
  }
}

/** The bins of `n` complex results that the others mirror, or their squares. */
function pick(out: Float64Array, z: Float64Array, n: number, squared: boolean): void {
  z[1] = 0;
  for (let k = 0; k < n; k += 2) {
    const re = z[k]!;
    const im = z[k + 1]!;
    if (squared) out[k >> 1] = re * re + im * im;
    else {
      out[k] = re;
      out[k + 1] = im;
    }
  }
}
