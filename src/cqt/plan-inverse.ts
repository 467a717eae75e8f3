/**
 * The way back from a constant-Q transform, as a list of octaves.
 * @module
 */
import { memoize } from '../core/cache.js';
import { largest } from '../core/select.js';
import { designBands } from './bands.js';
import { keyOfDesign, type Octave, type VqtDesign } from './plan-vqt.js';
import { type Basis, buildBasis } from './sparse-basis.js';

/** Which octaves are counted from: the highest bin, as the transform does, or the lowest, as librosa's inverse does. */
export interface InverseDesign extends VqtDesign {
  readonly fromLowest: boolean;
}

/** An octave whose values are spread over its spectrum. */
export interface InverseOctave extends Octave {
  /** What each row of values is multiplied by. */
  readonly gains: Float64Array;
}

/** A planned inverse. */
export interface InversePlan {
  readonly bins: number;
  readonly hopLength: number;
  readonly resType: VqtDesign['resType'];
  /** Lowest octave first. */
  readonly octaves: readonly InverseOctave[];
  /** Samples of the longest filter. */
  readonly longest: number;
}

/** The plan of a design. The last ones are kept. */
export function planInverse(design: InverseDesign, caller: string): InversePlan {
  return cached({ design, caller });
}

const cached: (asked: { design: InverseDesign; caller: string }) => InversePlan = /* @__PURE__ */ memoize(
  8,
  ({ design }: { design: InverseDesign; caller: string }) => keyOfDesign(design),
  ({ design, caller }) => build(design, caller),
);

function build(design: InverseDesign, caller: string): InversePlan {
  const { nBins, binsPerOctave, sampleRate, resType } = design;
  const { freqs, alpha, lengths } = designBands(design, caller);
  const count = Math.ceil(nBins / binsPerOctave);
  const octaves: InverseOctave[] = [];
  let halvings = 0;
  let hopLength = design.hopLength;
  for (let o = 0; o < count; o++) {
    const first = design.fromLowest ? (count - 1 - o) * binsPerOctave : Math.max(0, nBins - (o + 1) * binsPerOctave);
    const behind = design.fromLowest ? Math.min(nBins, first + binsPerOctave) : nBins - o * binsPerOctave;
    const own = { freqs: freqs.slice(first, behind), alpha: alpha.slice(first, behind), sampleRate: sampleRate / 2 ** halvings };
    const basis = buildBasis({ ...design, ...own, least: 1 }, caller);
    const gains = powers(basis).map((power, r) => {
      const length = lengths[first + r]!;
      return power === 0 ? 0 : (basis.nFft / (length * power)) * (design.scale ? Math.sqrt(length) : 1);
    });
    octaves.unshift({ first, halvings, hopLength, basis, gains });
    if (hopLength % 2 === 0) {
      hopLength /= 2;
      halvings++;
    }
  }
  return { bins: nBins, hopLength: design.hopLength, resType, octaves, longest: largest(lengths) };
}

/** Energy of each filter's spectrum. */
function powers({ rows, start, end, at, weights }: Basis): Float64Array {
  const sums = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    for (let i = at[r]!; i < at[r]! + 2 * (end[r]! - start[r]!); i++) sums[r]! += weights[i]! * weights[i]!;
  }
  return sums;
}
