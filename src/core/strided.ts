/**
 * A strided view with the members of `ndarray`, for places where code generation is forbidden.
 * @module
 */
import { type NdData } from './nd.js';

/** Same members and meaning as scijs `ndarray`: `get`, `set`, `index`, `lo`, `hi`, `step`, `transpose`, `pick`. */
export class StridedView<T extends NdData> {
  readonly data: T;
  shape: number[];
  stride: number[];
  offset: number;

  constructor(data: T, shape: number[], stride: number[], offset: number) {
    this.data = data;
    this.shape = shape;
    this.stride = stride;
    this.offset = offset;
  }

  get dtype(): string {
    return Object.prototype.toString.call(this.data).slice(8, -6).toLowerCase();
  }

  get dimension(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.shape.reduce((product, n) => product * n, 1);
  }

  /** Axes from the fastest to the slowest in memory. */
  get order(): number[] {
    return this.shape.map((_, d) => d).sort((a, b) => Math.abs(this.stride[a]!) - Math.abs(this.stride[b]!));
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
    const value = args[args.length - 1]!;
    return (this.data[this.index(...args.slice(0, -1))] = value);
  }

  /** Drops the first `at[d]` elements of each axis. */
  lo(...at: (number | null)[]): StridedView<T> {
    const from = this.shape.map((_, d) => Math.max(0, at[d] ?? 0));
    const shape = this.shape.map((n, d) => n - from[d]!);
    return new StridedView(this.data, shape, [...this.stride], this.index(...from));
  }

  /** Keeps the first `at[d]` elements of each axis. */
  hi(...at: (number | null)[]): StridedView<T> {
    const shape = this.shape.map((n, d) => (typeof at[d] === 'number' && at[d] >= 0 ? at[d] : n));
    return new StridedView(this.data, shape, [...this.stride], this.offset);
  }

  /** Every `by[d]`-th element; negative steps reverse the axis. */
  step(...by: (number | null)[]): StridedView<T> {
    const shape = [...this.shape];
    const stride = [...this.stride];
    let offset = this.offset;
    for (let d = 0; d < shape.length; d++) {
      const s = by[d];
      if (typeof s !== 'number') continue;
      if (s < 0) {
        offset += stride[d]! * (shape[d]! - 1);
        shape[d] = Math.ceil(-shape[d]! / s);
      } else {
        shape[d] = Math.ceil(shape[d]! / s);
      }
      stride[d] = stride[d]! * s;
    }
    return new StridedView(this.data, shape, stride, offset);
  }

  transpose(...axes: (number | undefined)[]): StridedView<T> {
    const order = this.shape.map((_, d) => axes[d] ?? d);
    return new StridedView(
      this.data,
      order.map((d) => this.shape[d]!),
      order.map((d) => this.stride[d]!),
      this.offset,
    );
  }

  /** Fixes the axes where `at[d]` is a number >= 0 and removes them. */
  pick(...at: (number | null)[]): StridedView<T> {
    let offset = this.offset;
    const shape: number[] = [];
    const stride: number[] = [];
    for (let d = 0; d < this.shape.length; d++) {
      const fixed = at[d];
      if (typeof fixed === 'number' && fixed >= 0) offset += fixed * this.stride[d]!;
      else {
        shape.push(this.shape[d]!);
        stride.push(this.stride[d]!);
      }
    }
    return new StridedView(this.data, shape, stride, offset);
  }
}
