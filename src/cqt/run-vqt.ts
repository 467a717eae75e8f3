/**
 * Running a planned transform over one channel.
 * @module
 */
import { log2 } from '../core/math.js';
import { type FloatArray } from '../core/types.js';
import { readPadded } from '../frame/edge.js';
import { downBy } from './resampled.js';
import { realFft } from './kept-fft.js';
import { createLowering, factorsOf, type Lowering } from './halving.js';
import { type Octave, type VqtPlan } from './plan-vqt.js';
import { type Basis } from './sparse-basis.js';

/** Called with the values of one octave in one frame: re and im in turn, from bin `first` on; valid during the call only. */
export type OctaveVisitor = (row: Float64Array, count: number, first: number, frame: number) => void;

/** Runs a plan: octave by octave from the highest, frame by frame. Keeps its work areas, so running again on the same length allocates nothing. */
export type VqtRunner = (y: FloatArray, frames: number, visit: OctaveVisitor) => void;

/** Frames in a signal. */
export const countFrames = (samples: number, hopLength: number): number => 1 + Math.floor(samples / hopLength);

/** Work areas for a plan. */
export function createRunner(plan: VqtPlan): VqtRunner {
  const { octaves, resType } = plan;
  const kernels = octaves.map((octave) => createOctave(octave, plan));
  const steps = octaves.map(({ halvings }, o) => lowerings(o === 0 ? 0 : octaves[o - 1]!.halvings, halvings, resType));
  const signals: Float64Array[] = []; // by halvings
  return (y, frames, visit) => {
    let x = widened(y, signals);
    for (let o = 0; o < kernels.length; o++) {
      const ways = steps[o]!;
      for (let i = 0; i < ways.length; i++) {
        const { factor, to, lower } = ways[i]!;
        if (lower) {
          const less = room(signals, to, Math.ceil(x.length / factor));
          lower(less, x);
          x = less;
        } else x = downBy(x, factor, resType);
      }
      kernels[o]!(x, frames, visit);
    }
  };
}

/** The steps from one rate to another; those of `resample` make new arrays. */
function lowerings(from: number, to: number, resType: VqtPlan['resType']): { factor: number; to: number; lower: Lowering | undefined }[] {
  if (from === to) return [];
  if (resType !== 'soxr_hq') return [{ factor: 2 ** (to - from), to, lower: undefined }];
  let at = from;
  return factorsOf(to - from).map((factor) => {
    at += Math.round(log2(factor));
    return { factor, to: at, lower: createLowering(factor) };
  });
}

/** Double precision as it is, single precision in an area of its own. */
function widened(y: FloatArray, signals: Float64Array[]): Float64Array {
  if (y.BYTES_PER_ELEMENT === 8) return y as Float64Array;
  const x = room(signals, 0, y.length);
  x.set(y);
  return x;
}

function room(signals: Float64Array[], at: number, length: number): Float64Array {
  const kept = signals[at];
  return kept?.length === length ? kept : (signals[at] = new Float64Array(length));
}

/** The frames of one octave: a rectangular window, a transform, the filters. */
function createOctave({ first, hopLength, basis }: Octave, { padMode }: VqtPlan): VqtRunner {
  const { nFft, rows } = basis;
  const fft = realFft(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const frame = new Float64Array(nFft);
  const spectrum = new Float64Array(2 * ((nFft >> 1) + 1));
  const row = new Float64Array(2 * rows);
  return (y, frames, visit) => {
    const x = y as Float64Array;
    for (let t = 0; t < frames; t++) {
      const start = t * hopLength - (nFft >> 1);
      if (start >= 0 && start + nFft <= x.length) for (let n = 0; n < nFft; n++) frame[n] = x[start + n]!;
      else readPadded(frame, x, start, padMode);
      fft.forward(spectrum, frame, scratch);
      project(row, spectrum, basis);
      visit(row, rows, first, t);
    }
  };
}

/** The products of a spectrum with the filters. */
export function project(row: Float64Array, spectrum: Float64Array, { rows, start, end, at, weights }: Basis): void {
  for (let r = 0; r < rows; r++) {
    let re = 0;
    let im = 0;
    const behind = 2 * end[r]!;
    for (let k = 2 * start[r]!, w = at[r]!; k < behind; k += 2, w += 2) {
      const wr = weights[w]!;
      const wi = weights[w + 1]!;
      const xr = spectrum[k]!;
      const xi = spectrum[k + 1]!;
      re += wr * xr - wi * xi;
      im += wr * xi + wi * xr;
    }
    row[2 * r] = re;
    row[2 * r + 1] = im;
  }
}
