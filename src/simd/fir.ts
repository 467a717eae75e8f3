/**
 * Sums of products with rows of coefficients on the SIMD kernels: polyphase filters and short convolutions.
 *
 * They compute in single precision: a result is within 1e-6 of the sum of the magnitudes of its products, and much closer as a rule.
 * @module
 */
import { Arena } from './arena.js';
import { firWasm } from './generated/fir.js';
import { instantiate, withinMemory } from './instantiate.js';

/** Kernels with rows of coefficients and a room for samples and results. Places are counted in numbers. */
export interface LaneFir {
  readonly samples: Float32Array;
  readonly outputs: Float32Array;
  /** Writes other rows over the first ones. */
  setRows(rows: Float64Array, taps: number): void;
  /** Results `at`, `at + outStep`, ...: a row times the samples from `from`, `from + step`, ... on. It reads up to seven samples more. */
  strided(at: number, outStep: number, from: number, step: number, row: number, count: number): void;
  /** The products of four neighbouring rows and the samples from `from` on, weighted. It reads up to seven samples more. */
  between(from: number, row: number, w0: number, w1: number, w2: number, w3: number): number;
  /** The first `taps` coefficients times the samples from 0, 1, ..., `count - 1` on, and up to seven more. */
  correlate(taps: number, count: number): void;
}

interface Exports {
  strided(out: number, outStep: number, x: number, xStep: number, row: number, bytes: number, count: number): void;
  between(x: number, rows: number, bytes: number, w0: number, w1: number, w2: number, w3: number): number;
  correlate(out: number, x: number, h: number, taps: number, count: number): void;
}

/** Numbers that may be read or written behind what is asked for. */
export const FIR_MARGIN = 8;

/** The kernels for `count` rows of up to `longest` coefficients, or undefined where TypeScript must compute. */
export function planFir(count: number, longest: number, samples: number, outputs: number): LaneFir | undefined {
  const kernels = instantiate<Exports>(firWasm, 1);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, 16);
  return withinMemory(() => {
    const bytes = 32 * Math.ceil(longest / 8);
    const rowsAt = arena.take(bytes * count);
    const x = arena.take(4 * (samples + FIR_MARGIN));
    const y = arena.take(4 * (outputs + FIR_MARGIN));
    return {
      samples: arena.floats(x, samples + FIR_MARGIN),
      outputs: arena.floats(y, outputs + FIR_MARGIN),
      setRows(rows, taps) {
        for (let r = 0; r * taps < rows.length; r++) {
          const row = arena.floats(rowsAt + r * bytes, bytes / 4);
          row.fill(0, taps);
          row.set(rows.subarray(r * taps, (r + 1) * taps));
        }
      },
      strided(at, outStep, from, step, row, length) {
        exports.strided(y + 4 * at, 4 * outStep, x + 4 * from, 4 * step, rowsAt + row * bytes, bytes, length);
      },
      between: (from, row, w0, w1, w2, w3) => exports.between(x + 4 * from, rowsAt + row * bytes, bytes, w0, w1, w2, w3),
      correlate(taps, length) {
        exports.correlate(y, x, rowsAt, taps, length);
      },
    };
  });
}
