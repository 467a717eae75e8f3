/**
 * A strided view with the members of `ndarray`, for places where code generation is forbidden, and where its bytes count.
 * @module
 */
import { type NdArray, type NdData } from './nd.js';
import { tagOf } from './errors.js';
import { rowMajor, sizeOf } from './view.js';

/** Same members and meaning as scijs `ndarray`: `get`, `set`, `index`, `lo`, `hi`, `step`, `transpose`, `pick`. */
export class StridedView<T extends NdData> {
  declare readonly data: T;
  declare shape: number[];
  declare stride: number[];
  declare offset: number;

  constructor(data: T, shape: readonly number[], stride: readonly number[], offset: number) {
    this.data = data;
    this.shape = [...shape];
    this.stride = [...stride];
    this.offset = offset;
  }

  get dtype(): string {
    return tagOf(this.data).slice(0, -5).toLowerCase();
  }

  get dimension(): number {
    return this.shape.length;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** Axes from the fastest to the slowest in memory. */
  get order(): number[] {
    return [...this.shape.keys()].sort((a, b) => Math.abs(this.stride[a]!) - Math.abs(this.stride[b]!));
  }

  index(...at: number[]): number {
    let i = this.offset;
    for (let d = 0; d < at.length; d++) i += at[d]! * this.stride[d]!;
    return i;
  }

  get(...at: number[]): number {
    return this.data[this.index(...at)] as number;
  }

  set(...args: number[]): number {
    const value = args.pop()!;
    return (this.data[this.index(...args)] = value);
  }

  /** Drops the first `at[d]` elements of each axis. */
  lo(...at: (number | null)[]): StridedView<T> {
    const from = this.shape.map((_, d) => Math.max(0, at[d] ?? 0));
    return new StridedView(
      this.data,
      this.shape.map((n, d) => n - from[d]!),
      this.stride,
      this.index(...from),
    );
  }

  /** Keeps the first `at[d]` elements of each axis. */
  hi(...at: (number | null)[]): StridedView<T> {
    return new StridedView(
      this.data,
      this.shape.map((n, d) => given(at[d]) ?? n),
      this.stride,
      this.offset,
    );
  }

  /** Every `by[d]`-th element; negative steps reverse the axis. */
  step(...by: (number | null)[]): StridedView<T> {
    const steps = this.shape.map((_, d) => by[d] ?? 1);
    return new StridedView(
      this.data,
      this.shape.map((n, d) => Math.ceil(n / Math.abs(steps[d]!))),
      this.stride.map((n, d) => n * steps[d]!),
      this.index(...this.shape.map((n, d) => (steps[d]! < 0 ? n - 1 : 0))),
    );
  }

  transpose(...axes: (number | undefined)[]): StridedView<T> {
    const pick = (of: number[]): number[] => of.map((_, d) => of[axes[d] ?? d]!);
    return new StridedView(this.data, pick(this.shape), pick(this.stride), this.offset);
  }

  /** Fixes the axes where `at[d]` is a number >= 0 and removes them. */
  pick(...at: (number | null)[]): StridedView<T> {
    const free = (_: number, d: number): boolean => given(at[d]) === undefined;
    const offset = this.index(...at.map((n) => given(n) ?? 0));
    return new StridedView(this.data, this.shape.filter(free), this.stride.filter(free), offset);
  }
}

/** What counts as an index. */
const given = (n: number | null | undefined): number | undefined => (typeof n === 'number' && n >= 0 ? n : undefined);

/** A row-major view of `data` (not a copy) that does not bring the `ndarray` package along: networks are a third smaller without. */
export const strided = <T extends NdData>(data: T, shape: readonly number[]): NdArray<T> =>
  new StridedView(data, shape, rowMajor(shape), 0) as unknown as NdArray<T>;
