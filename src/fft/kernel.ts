/**
 * What an engine provides: transforms of Float64Array without checks. Plans (`createFft`, `createRfft`) are a thin layer above.
 * @module
 */

/** A complex transform of one size. Arrays hold re, im pairs and must not overlap. */
export interface ComplexKernel {
  /** Number of points. */
  readonly size: number;
  /** Numbers of scratch that `forward` needs. */
  readonly scratchLength: number;
  /** `out[k] = sum_j x[j] e^(-2 pi i j k / size)`; keeps `x`. `out` and `x` hold 2 size numbers or more. */
  forward(out: Float64Array, x: Float64Array, scratch: Float64Array): void;
}

/** A transform of `size` real numbers into `floor(size / 2) + 1` bins. Arrays must not overlap; inputs are kept. */
export interface RealKernel {
  /** Number of points. */
  readonly size: number;
  /** Numbers of scratch that each of the three needs. */
  readonly scratchLength: number;
  /** Real samples to re, im of the bins. */
  forward(out: Float64Array, x: Float64Array, scratch: Float64Array): void;
  /** Bins to samples, scaled by 1 / size; the imaginary parts of DC and Nyquist are not read. */
  inverse(out: Float64Array, spectrum: Float64Array, scratch: Float64Array): void;
  /** Real samples to `re^2 + im^2` of the bins. */
  power(out: Float64Array, x: Float64Array, scratch: Float64Array): void;
}

/** An implementation of the transforms that plans can be told to use. */
export interface FftEngine {
  /** What it is called in messages. */
  readonly name: string;
  /** Builds a complex transform; throws a `ParameterError` for a size it cannot do. */
  complex(size: number): ComplexKernel;
  /** Builds a real transform; throws a `ParameterError` for a size it cannot do. */
  real(size: number): RealKernel;
}

/** Cuts a scratch array into parts of these lengths. The views of the last array are kept, so that a plan in use allocates nothing. */
export function carver(...lengths: number[]): (scratch: Float64Array) => readonly Float64Array[] {
  let seen: Float64Array | undefined;
  let parts: Float64Array[] = [];
  return (scratch) => {
    if (scratch !== seen) {
      let start = 0;
      parts = lengths.map((length) => scratch.subarray(start, (start += length)));
      seen = scratch;
    }
    return parts;
  };
}
