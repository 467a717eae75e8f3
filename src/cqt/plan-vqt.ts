/**
 * A transform as a list of octaves: what each is computed from, and with which filters.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { log2 } from '../core/math.js';
import { lengthsOf } from '../filterbank/wavelet-lengths.js';
import { type StftPadMode } from '../stft/framing.js';
import { type BandSettings, designBands } from './bands.js';
import { type VqtSettings } from './cqt-options.js';
import { type Basis, buildBasis, scaleRows } from './sparse-basis.js';

/** Checked settings of a transform, tuning and rate known. */
export type VqtDesign = Omit<VqtSettings, 'sampleRate' | 'tuning' | 'onWarning'> & BandSettings;

/** One octave (or what fits of it). */
export interface Octave {
  /** Its lowest bin. */
  readonly first: number;
  /** How often the rate has been halved. */
  readonly halvings: number;
  /** Samples from frame to frame at that rate. */
  readonly hopLength: number;
  readonly basis: Basis;
}

/** A planned transform. */
export interface VqtPlan {
  readonly bins: number;
  readonly hopLength: number;
  readonly padMode: StftPadMode;
  readonly resType: VqtSettings['resType'];
  /** Halvings before the first octave. */
  readonly early: number;
  /** Highest octave first. */
  readonly octaves: readonly Octave[];
  /** Centre frequencies, Hz. */
  readonly freqs: Float64Array;
}

/** The plan of a design. The last ones are kept. */
export function planVqt(design: VqtDesign, caller: string): VqtPlan {
  return cached({ design, caller });
}

const cached: (asked: { design: VqtDesign; caller: string }) => VqtPlan = /* @__PURE__ */ memoize(
  8,
  ({ design }: { design: VqtDesign; caller: string }) => keyOfDesign(design),
  ({ design, caller }) => build(design, caller),
);

/** A key for a design: every setting by its name, so that none may be mistaken for another. */
export function keyOfDesign(design: object): string | undefined {
  return keyOfSettings(
    Object.entries(design)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value] as unknown[]),
  );
}

function build(design: VqtDesign, caller: string): VqtPlan {
  const { nBins, sampleRate, intervals, scale, padMode, resType } = design;
  const binsPerOctave = typeof intervals === 'string' ? design.binsPerOctave : intervals.length;
  const { freqs, alpha, fCutoff } = designBands(design, caller);
  const count = Math.ceil(nBins / binsPerOctave);
  const early = earlyHalvings(sampleRate / 2, fCutoff, design.hopLength, count);
  const rate = sampleRate / 2 ** early; // exact: the rate of the highest octave
  const { lengths } = lengthsOf(freqs, alpha, { ...design, sampleRate: rate });
  const octaves: Octave[] = [];
  let halvings = early;
  let hopLength = design.hopLength / 2 ** early;
  for (let behind = nBins; behind > 0; behind -= binsPerOctave) {
    const first = Math.max(0, behind - binsPerOctave);
    const own = { freqs: freqs.slice(first, behind), alpha: alpha.slice(first, behind), sampleRate: sampleRate / 2 ** halvings };
    const basis = buildBasis({ ...design, ...own, least: 1 }, caller);
    // Each halving keeps the energy, so the signal grows by sqrt(2); and so do the filters, which have half the length.
    const gain = 2 ** (halvings - early / 2);
    const unscaled = 2 ** (early / 2); // what the early halvings did is taken back where lengths are not divided by
    scaleRows(basis, (r) => gain * (scale ? 1 / Math.sqrt(lengths[first + r]!) : unscaled));
    octaves.push({ first, halvings, hopLength, basis });
    if (hopLength % 2 === 0) {
      hopLength /= 2;
      halvings++;
    }
  }
  return { bins: nBins, hopLength: design.hopLength, padMode, resType, early, octaves, freqs };
}

/** Halvings that leave the highest filter below a quarter of the rate, and hops enough for all octaves. */
function earlyHalvings(nyquist: number, fCutoff: number, hopLength: number, octaves: number): number {
  const room = Math.max(0, Math.ceil(log2(nyquist / fCutoff)) - 2);
  let twos = 0;
  for (let hop = hopLength; hop % 2 === 0; hop /= 2) twos++;
  return Math.min(room, Math.max(0, twos - octaves + 1));
}
