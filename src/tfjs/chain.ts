/**
 * From samples to spectra, bands, levels and coefficients, and the way back: the gradients of all that with respect to the samples, the
 * window and the filter bank. In double. The way back computes the way there again, frame by frame, so that nothing need be kept.
 * @module
 */
import { POWER_DB, toDbInto } from '../convert/db-kernel.js';
import { memoize } from '../core/cache.js';
import { type FloatArray } from '../core/types.js';
import { type RealKernel } from '../fft/kernel.js';
import { planReal } from '../fft/real-plan.js';
import { padIndex, readPadded } from '../frame/edge.js';
import { type Framing, frameStart } from '../stft/framing.js';

/** What is computed. Stages that are `null` are left out. */
export interface Chain {
  readonly framing: Framing;
  /** `nFft` samples. */
  readonly window: Float64Array;
  /** Exponent of the magnitudes; `null`: the spectra themselves, re and im. */
  readonly power: number | null;
  /** `[bands, bins]`. */
  readonly bank: Float64Array | null;
  /** Levels of the bands in dB, and what they are floored at below the loudest one. */
  readonly levels: Levels | null;
  /** `[coefficients, bands]`. */
  readonly cepstrum: Float64Array | null;
}

/** How levels are taken. */
export interface Levels {
  readonly amin: number;
  readonly topDb: number | null;
}

/** Where gradients are added up. */
export interface ChainGradients {
  readonly y: Float64Array;
  readonly window?: Float64Array | undefined;
  readonly bank?: Float64Array | undefined;
}

const fftOf: (size: number) => RealKernel = /* @__PURE__ */ memoize(4, String, planReal);

const binsOf = ({ framing }: Chain): number => (framing.nFft >> 1) + 1;
/** Bands, or bins where there are none. */
const bandsOf = (chain: Chain): number => (chain.bank ? chain.bank.length / binsOf(chain) : binsOf(chain));

/** Values a frame. */
export function widthOf(chain: Chain): number {
  if (chain.power === null) return 2 * binsOf(chain);
  return chain.cepstrum ? chain.cepstrum.length / bandsOf(chain) : bandsOf(chain);
}

/** Reads frames and transforms them: `raw`, `spectrum` and `powers` are those of the frame last read. */
function createReader({ framing, window, power }: Chain, y: FloatArray) {
  const { nFft, padMode } = framing;
  const fft = fftOf(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const raw = new Float64Array(nFft);
  const frame = new Float64Array(nFft);
  const spectrum = new Float64Array(2 * ((nFft >> 1) + 1));
  const powers = new Float64Array(spectrum.length / 2);
  return {
    raw,
    frame,
    spectrum,
    powers,
    read(t: number): void {
      readPadded(raw, y, frameStart(framing, t), padMode);
      for (let n = 0; n < nFft; n++) frame[n] = raw[n]! * window[n]!;
      fft.forward(spectrum, frame, scratch);
      if (power === null) return;
      for (let k = 0; k < powers.length; k++) {
        const square = spectrum[2 * k]! * spectrum[2 * k]! + spectrum[2 * k + 1]! * spectrum[2 * k + 1]!;
        powers[k] = power === 2 ? square : power === 1 ? Math.sqrt(square) : Math.pow(square, power / 2);
      }
    },
    inverse(out: Float64Array, of: Float64Array): void {
      fft.inverse(out, of, scratch);
    },
  };
}

/** `out[at + i] = sum_j matrix[i, j] x[from + j]`. */
function multiply(out: Float64Array, at: number, matrix: Float64Array, x: Float64Array, from: number, columns: number): void {
  for (let i = 0, w = 0; w < matrix.length; i++) {
    let sum = 0;
    for (let j = from; j < from + columns; j++) sum += matrix[w++]! * x[j]!;
    out[at + i] = sum;
  }
}

/** `out[j] = sum_i d[from + i] matrix[i, j]`. */
function multiplyBack(out: Float64Array, matrix: Float64Array, d: FloatArray, from: number): void {
  const columns = out.length;
  out.fill(0);
  for (let i = 0, w = 0; w < matrix.length; i++, w += columns) {
    const by = d[from + i]!;
    if (by !== 0) for (let j = 0; j < columns; j++) out[j]! += by * matrix[w + j]!;
  }
}

/** Bands of all frames (bins where there is no bank), before levels are taken. */
function bandsThere(chain: Chain, y: FloatArray, frames: number): Float64Array {
  const { bank } = chain;
  const bands = bandsOf(chain);
  const out = new Float64Array(frames * bands);
  const reader = createReader(chain, y);
  for (let t = 0; t < frames; t++) {
    reader.read(t);
    if (bank) multiply(out, t * bands, bank, reader.powers, 0, reader.powers.length);
    else out.set(reader.powers, t * bands);
  }
  return out;
}

/** One channel through the chain: `frames` rows of `widthOf(chain)` values. */
export function runChain(chain: Chain, y: FloatArray, frames: number): Float64Array {
  const { levels, cepstrum, power } = chain;
  const width = widthOf(chain);
  if (power === null) {
    const out = new Float64Array(frames * width);
    const reader = createReader(chain, y);
    for (let t = 0; t < frames; t++) {
      reader.read(t);
      out.set(reader.spectrum, t * width);
    }
    return out;
  }
  const bands = bandsOf(chain);
  const values = bandsThere(chain, y, frames);
  if (levels) levelsThere(values, values, levels);
  if (!cepstrum) return values;
  const out = new Float64Array(frames * width);
  for (let t = 0; t < frames; t++) multiply(out, t * width, cepstrum, values, t * bands, bands);
  return out;
}

/** Levels in dB of all values of one item. `out` may be `x`. */
export function levelsThere(out: Float64Array, x: Float64Array, { amin, topDb }: Levels, refDb = 0): void {
  toDbInto(out, x, 0, x.length, POWER_DB, amin, refDb, topDb);
}

/** Turns gradients of levels, in `d`, into those of the values `x`. What was raised to the floor moves with the loudest value. */
export function levelsBack(d: Float64Array, x: Float64Array, { amin, topDb }: Levels): void {
  let loudest = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! > x[loudest]!) loudest = i;
  const floor = topDb === null ? -Infinity : POWER_DB * Math.log(Math.max(x[loudest]!, amin)) - topDb;
  let moved = 0;
  for (let i = 0; i < x.length; i++) {
    if (topDb !== null && POWER_DB * Math.log(Math.max(x[i]!, amin)) < floor) {
      moved += d[i]!;
      d[i] = 0;
    }
  }
  d[loudest]! += moved;
  for (let i = 0; i < x.length; i++) d[i] = x[i]! < amin ? 0 : (d[i]! * POWER_DB) / x[i]!;
}

/** Adds the gradients of one channel: `d` has those of what `runChain` gives. */
export function backChain(chain: Chain, y: FloatArray, d: FloatArray, frames: number, to: ChainGradients): void {
  const { bank, levels, cepstrum, power } = chain;
  const width = widthOf(chain);
  const bands = bandsOf(chain);
  const reader = createReader(chain, y);
  const { spectrum, powers } = reader;
  const slope = new Float64Array(spectrum.length);
  let dBands: FloatArray = d;
  if (power !== null && (cepstrum || levels)) {
    const all = new Float64Array(frames * bands);
    const row = new Float64Array(bands);
    if (cepstrum) {
      for (let t = 0; t < frames; t++) {
        multiplyBack(row, cepstrum, d, t * width);
        all.set(row, t * bands);
      }
    } else all.set(d);
    if (levels) levelsBack(all, bandsThere(chain, y, frames), levels);
    dBands = all;
  }
  const dPowers = new Float64Array(powers.length);
  for (let t = 0; t < frames; t++) {
    reader.read(t);
    if (power === null) slope.set(d.subarray(t * width, (t + 1) * width));
    else {
      if (bank) {
        multiplyBack(dPowers, bank, dBands, t * bands);
        if (to.bank) addOuter(to.bank, dBands, t * bands, powers);
      } else dPowers.set(dBands.subarray(t * bands, (t + 1) * bands));
      slopeOfPower(slope, spectrum, dPowers, power);
    }
    addFrame(chain, reader, slope, t, to);
  }
}

function addOuter(matrix: Float64Array, d: FloatArray, from: number, x: Float64Array): void {
  for (let i = 0, w = 0; w < matrix.length; i++, w += x.length) {
    const by = d[from + i]!;
    if (by !== 0) for (let j = 0; j < x.length; j++) matrix[w + j]! += by * x[j]!;
  }
}

/** d |X|^p = p |X|^(p - 2) (re d re + im d im); 0 where X is. */
function slopeOfPower(out: Float64Array, spectrum: Float64Array, d: Float64Array, power: number): void {
  for (let k = 0; k < d.length; k++) {
    const re = spectrum[2 * k]!;
    const im = spectrum[2 * k + 1]!;
    const square = re * re + im * im;
    const by = square === 0 ? 0 : power * d[k]! * (power === 2 ? 1 : Math.pow(square, power / 2 - 1));
    out[2 * k] = by * re;
    out[2 * k + 1] = by * im;
  }
}

/** The gradient of one frame's spectrum goes back through the transform, the window and the padding. `slope` is overwritten. */
function addFrame(
  { framing, window }: Chain,
  { raw, frame, inverse }: ReturnType<typeof createReader>,
  slope: Float64Array,
  t: number,
  to: ChainGradients,
): void {
  const { nFft, padMode } = framing;
  // the adjoint sum_k Re(g_k e^(i w k n)) over the bins that exist: the inverse transform counts all but DC and Nyquist twice
  for (let i = 0; i < slope.length; i++) slope[i]! *= i < 2 || (i === nFft && nFft % 2 === 0) ? nFft : nFft / 2;
  inverse(frame, slope);
  if (to.window) for (let n = 0; n < nFft; n++) to.window[n]! += frame[n]! * raw[n]!;
  const dy = to.y;
  const start = frameStart(framing, t);
  const reach = nFft >> 1;
  for (let n = 0; n < nFft; n++) {
    const i = start + n;
    const g = frame[n]! * window[n]!;
    if (i >= 0 && i < dy.length) dy[i]! += g;
    else if (padMode === 'linear_ramp') {
      const outside = i < 0 ? -i : i - dy.length + 1;
      if (outside < reach) dy[i < 0 ? 0 : dy.length - 1]! += (g * (reach - outside)) / reach;
    } else {
      const from = padIndex(padMode, i, dy.length);
      if (from >= 0) dy[from]! += g;
    }
  }
}
