/**
 * The end of a signal that arrives in chunks, as long as frames may still need it.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/**
 * Keeps at least the last `least` samples, in double precision, which holds those of both types and what lies before the signal.
 * Its numbers are fields: those that a closure writes are boxed anew each time once they are large.
 */
export class SampleQueue {
  readonly least: number;
  /** The samples at positions `end - size` to `end - 1`. */
  readonly kept: Float64Array;
  size = 0;
  end = 0;

  /** Takes `extra` samples at a time besides. */
  constructor(least: number, extra: number) {
    this.least = least;
    this.kept = new Float64Array(2 * least + extra);
  }

  /** Forgets all, and begins with `size` samples that are filled in later. */
  clear(size: number): void {
    this.size = size;
    this.end = size;
  }

  /** Appends `x[from]` to `x[to - 1]`. */
  append(x: FloatArray, from: number, to: number): void {
    const first = Math.max(from, to - this.least);
    if (first > from) this.size = 0;
    this.makeRoom(to - first);
    if (first === 0 && to === x.length) this.kept.set(x, this.size);
    else copyTo(this.kept, this.size, x, first, to); // a view would have to be allocated
    this.size += to - first;
    this.end += to - from;
  }

  /** Sees to it that `count` samples find room behind the last, if need be by dropping all but the last `least`. */
  makeRoom(count: number): void {
    if (this.size + count <= this.kept.length) return;
    const size = Math.min(this.size, this.least);
    this.kept.copyWithin(0, this.size - size, this.size);
    this.size = size;
  }

  /** Counts `count` samples more that were written behind the last; if negative, takes back what was appended last. */
  extend(count: number): void {
    this.size += count;
    this.end += count;
  }

  /** Copies the samples at positions `from` to `from + length - 1` to `out[at]`; those that are not here yet are `x[skip]`, `x[skip + 1]`, ... */
  read(out: FloatArray, at: number, from: number, length: number, x: FloatArray, skip: number): void {
    const here = Math.max(0, Math.min(length, this.end - from));
    const first = this.size - (this.end - from);
    copyTo(out, at, this.kept, first, first + here);
    const behind = skip + from + here - this.end;
    if (behind === 0 && length - here === x.length) out.set(x, at + here);
    else copyTo(out, at + here, x, behind, behind + length - here);
  }
}

/** `out[at] = x[from]` and so on, up to `x[to - 1]`. The loops differ by the arrays they see only: each is to see one type. */
function copyTo(out: FloatArray, at: number, x: FloatArray, from: number, to: number): void {
  if (out.BYTES_PER_ELEMENT === 4) {
    if (x.BYTES_PER_ELEMENT === 4) singleToSingle(out as Float32Array, at, x as Float32Array, from, to);
    else doubleToSingle(out as Float32Array, at, x as Float64Array, from, to);
  } else if (x.BYTES_PER_ELEMENT === 4) singleToDouble(out as Float64Array, at, x as Float32Array, from, to);
  else doubleToDouble(out as Float64Array, at, x as Float64Array, from, to);
}

function singleToSingle(out: Float32Array, at: number, x: Float32Array, from: number, to: number): void {
  for (let n = from; n < to; n++) out[at++] = x[n]!;
}

function doubleToSingle(out: Float32Array, at: number, x: Float64Array, from: number, to: number): void {
  for (let n = from; n < to; n++) out[at++] = x[n]!;
}

function singleToDouble(out: Float64Array, at: number, x: Float32Array, from: number, to: number): void {
  for (let n = from; n < to; n++) out[at++] = x[n]!;
}

function doubleToDouble(out: Float64Array, at: number, x: Float64Array, from: number, to: number): void {
  for (let n = from; n < to; n++) out[at++] = x[n]!;
}
