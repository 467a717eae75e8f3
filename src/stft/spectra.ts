/**
 * The spectrum of one frame: what every short-time feature of the library is computed from.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { type ForwardKernel, planForward } from '../fft/real-forward.js';
import { rootsOfUnity } from '../fft/roots.js';
import { useSimd } from '../simd/engine.js';
import { type LaneSpectra, planLaneSpectra } from '../simd/spectra.js';
import { countFrames, type Framing, frameStart, sampleWindow } from './framing.js';
import { type LaneRows } from './lane-frames.js';
import { loadFrame } from './load-frame.js';

/** Transforms frames of signals. Tables and scratch are made once; calls allocate nothing. */
export interface Spectra {
  readonly framing: Framing;
  /** `floor(nFft / 2) + 1`. */
  readonly bins: number;
  /** The window with zeros around it, `nFft` samples. */
  readonly window: Float64Array;
  /** Frames in a signal of that length; `caller` refuses one that is too short. */
  frames(length: number, caller: string): number;
  /** Frame `t` of `y`: `2 bins` numbers re, im. */
  complex(out: Float64Array, y: FloatArray, t: number): void;
  /** The same from `out[at]` on, as far as `REACH`. Returns whether they are finite. */
  complexAt(out: Float64Array, at: number, y: FloatArray, t: number): boolean;
  /** Frame `t` of `y`: `bins` numbers `|X|^exponent`. */
  magnitude(out: Float64Array, y: FloatArray, t: number, exponent: number): void;
  /** The SIMD kernels for `|X|^exponent`, 0 for re, im; undefined where TypeScript must compute. */
  lanes(exponent: number): LaneRows | undefined;
}

/** The spectra for a framing. Those of the last framings are kept, so that calling a function again builds nothing. */
export function spectraOf(framing: Framing, caller: string): Spectra {
  return cached({ framing, caller });
}

const cached: (asked: { framing: Framing; caller: string }) => Spectra = /* @__PURE__ */ memoize(
  8,
  ({ framing }: { framing: Framing; caller: string }) => keyOfSettings(framing),
  ({ framing, caller }) => planSpectra(framing, caller),
);

function planSpectra(framing: Framing, caller: string): Spectra {
  const { nFft, padMode } = framing;
  const window = sampleWindow(framing, caller);
  const bins = (nFft >> 1) + 1;
  const pairs = new Float64Array(2 * bins);
  let fft: ForwardKernel | undefined; // made when double precision is first asked for
  let frame: Float64Array;
  let scratch: Float64Array;
  const load = (y: FloatArray, t: number): ForwardKernel => {
    if (!fft) {
      fft = planForward(nFft);
      frame = fft.room?.input ?? new Float64Array(nFft);
      scratch = new Float64Array(fft.scratchLength);
    }
    loadFrame(frame, y, frameStart(framing, t), window, padMode);
    return fft;
  };
  const complex = (out: Float64Array, y: FloatArray, t: number): void => load(y, t).forward(out, frame, scratch);
  const rows: (LaneRows | undefined)[] = [];
  let kernels: LaneSpectra | undefined;
  return {
    framing,
    bins,
    window,
    frames: (length, caller) => countFrames(framing, length, caller),
    complex,
    complexAt(out, at, y, t) {
      const { room, forward } = load(y, t);
      if (room) return room.bins(out, at);
      forward(pairs, frame, scratch);
      out.set(pairs, at);
      return allFinite(pairs);
    },
    magnitude(out, y, t, exponent) {
      if (exponent === 2) {
        load(y, t).power(out, frame, scratch);
        return;
      }
      complex(pairs, y, t);
      magnitudes(out, pairs);
      if (exponent !== 1) for (let k = 0; k < bins; k++) out[k] = Math.pow(out[k]!, exponent);
    },
    lanes(exponent) {
      if (!useSimd() || ![0, 1, 2].includes(exponent)) return undefined;
      const spectra = (kernels ??= planLanes(framing, window, 2 * bins));
      return spectra && (rows[exponent] ??= { spectra, run: (frames, at) => spectra.run(exponent, frames, at) });
    },
  };
}

/** Kernels for rows of `rowLength` numbers. */
export const planLanes = ({ nFft, hopLength }: Framing, window: Float64Array, rowLength: number): LaneSpectra | undefined =>
  planLaneSpectra({ nFft, hopLength, window, roots: () => rootsOfUnity(nFft) }, rowLength);

/** |re + i im|, also where the squares would underflow or overflow. */
export function magnitudes(out: Float64Array, pairs: Float64Array): void {
  for (let k = 0; k < out.length; k++) {
    const re = pairs[2 * k]!;
    const im = pairs[2 * k + 1]!;
    const square = re * re + im * im;
    out[k] = square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(re, im);
  }
}
