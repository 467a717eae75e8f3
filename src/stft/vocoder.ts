/**
 * The phase vocoder's kernel: frames at other times than those that were analysed.
 *
 * The classical vocoder estimates the frequency of each bin from the phases of two neighbouring frames and adds it to a running phase.
 * Whole turns and the bin's own advance cancel, so that what is added is the difference of the two phases; and the running phase can be
 * kept as a point on the unit circle: P <- P u[j + 1] conj(u[j]) with u = X / |X|. No angle is ever computed.
 * @module
 */

/** Reads the spectrum of frame `t`: `2 bins` numbers re, im. */
export type ReadSpectrum = (out: Float64Array, t: number) => void;

/** Writes one stretched frame after the other. Calls allocate nothing. */
export interface Vocoder {
  /** Begins with a new signal. */
  start(read: ReadSpectrum): void;
  /** The next frame: `2 bins` numbers re, im. */
  next(out: Float64Array): void;
}

/** A frame taken apart: where its bins lie on the unit circle (1 for a bin of 0), and their magnitudes. */
interface Polar {
  readonly units: Float64Array;
  readonly sizes: Float64Array;
}

const createPolar = (bins: number): Polar => ({ units: new Float64Array(2 * bins), sizes: new Float64Array(bins) });

/** Frames that come out: those at 0, rate, 2 rate, ... below `frames`. */
export const stretchedFrames = (frames: number, rate: number): number => Math.ceil(frames / rate);

/** A vocoder for spectra of `bins` bins in `frames` frames, behind which there is silence. */
export function createVocoder(bins: number, frames: number, rate: number): Vocoder {
  const phase = new Float64Array(2 * bins);
  let left = createPolar(bins); // frame `at`
  let right = createPolar(bins); // frame `at + 1`
  let at = 0;
  let count = 0;
  let read: ReadSpectrum;
  const load = (to: Polar, t: number): void => {
    if (t < frames) read(to.units, t);
    else to.units.fill(0);
    takeApart(to);
  };
  return {
    start(reader) {
      read = reader;
      at = count = 0;
      load(left, 0);
      load(right, 1);
      phase.set(left.units);
    },
    next(out) {
      const time = rate * count++;
      const frame = Math.floor(time);
      if (frame === at + 1) {
        [left, right] = [right, left];
        load(right, frame + 1);
      } else if (frame !== at) {
        load(left, frame);
        load(right, frame + 1);
      }
      at = frame;
      turn(out, phase, left, right, time - frame);
    },
  };
}

/** X to X / |X| and |X|, also where the squares would underflow or overflow. */
function takeApart({ units, sizes }: Polar): void {
  for (let k = 0; k < sizes.length; k++) {
    const re = units[2 * k]!;
    const im = units[2 * k + 1]!;
    const square = re * re + im * im;
    const size = square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(re, im);
    sizes[k] = size;
    units[2 * k] = size > 0 ? re / size : 1;
    units[2 * k + 1] = size > 0 ? im / size : 0;
  }
}

/** Writes the running phases with magnitudes between two frames, then turns the phases by the step from the one to the other. */
function turn(out: Float64Array, phase: Float64Array, a: Polar, b: Polar, share: number): void {
  const { units: ua, sizes: sa } = a;
  const { units: ub, sizes: sb } = b;
  for (let k = 0, i = 0; i < phase.length; k++, i += 2) {
    const re = phase[i]!;
    const im = phase[i + 1]!;
    const size = (1 - share) * sa[k]! + share * sb[k]!;
    out[i] = size * re;
    out[i + 1] = size * im;
    const stepRe = ub[i]! * ua[i]! + ub[i + 1]! * ua[i + 1]!;
    const stepIm = ub[i + 1]! * ua[i]! - ub[i]! * ua[i + 1]!;
    phase[i] = re * stepRe - im * stepIm;
    phase[i + 1] = re * stepIm + im * stepRe;
  }
}
