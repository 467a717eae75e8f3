/**
 * The troughs of all frames as observations of pitches on a grid.
 * @module
 */
import { log2 } from '../core/math.js';
import { type PitchRange } from './pitch-range.js';
import { type Observations, type PitchStates } from './pitch-states.js';
import { createThresholdPrior, type ThresholdOptions } from './threshold-prior.js';
import { type Troughs } from './troughs.js';

/** Observations that know the pitches between the bins. */
export interface SeenPitches extends Observations {
  /** The pitch of the most probable trough in a bin of frame t, Hz; 0 if there is none. */
  pitchOf(t: number, bin: number): number;
}

/** Collects observations. */
export interface PitchCandidates {
  /** Looks at the next frame, which begins at `x[from]`. Returns its energy. */
  add(x: Float64Array, from: number): number;
  /** What was seen since the last call. */
  take(): SeenPitches;
}

/** Plans it. In one bin probabilities add up; with `compat` the last one counts, and the bin behind the grid swallows its own. */
export function createPitchCandidates(
  { fmin, sampleRate }: PitchRange,
  { bins, binsPerOctave }: PitchStates & { readonly binsPerOctave: number },
  troughs: Troughs,
  o: ThresholdOptions & { readonly compat: 'librosa' | null },
): PitchCandidates {
  const { periods, heights } = troughs;
  const compat = o.compat !== null;
  const prior = createThresholdPrior(o, periods.length);
  const probs = new Float64Array(periods.length);
  const most = new Float64Array(bins); // the largest probability in each bin of this frame
  const sums = new Float64Array(bins);
  const pitches = new Float64Array(bins);
  let kept = { starts: [0], bins: [] as number[], probs: [] as number[], voiced: [] as number[], pitches: [] as number[] };

  return {
    add(x, from) {
      troughs.find(x, from, -Infinity);
      const { count } = troughs;
      prior(probs, heights, count);
      let lowest = bins;
      let highest = -1;
      for (let i = 0; i < count; i++) {
        const p = probs[i]!;
        if (!(p > 0)) continue;
        const pitch = sampleRate / periods[i]!;
        let bin = Math.round(binsPerOctave * log2(pitch / fmin));
        if (compat && bin < 0) bin = 0;
        if (bin < 0 || bin >= bins) continue;
        lowest = Math.min(lowest, bin);
        highest = Math.max(highest, bin);
        sums[bin] = compat ? p : sums[bin]! + p;
        if (p > most[bin]!) {
          most[bin] = p;
          pitches[bin] = pitch;
        }
      }
      let voiced = 0;
      for (let bin = lowest; bin <= highest; bin++) {
        if (most[bin] === 0) continue;
        kept.bins.push(bin);
        kept.probs.push(sums[bin]!);
        kept.pitches.push(pitches[bin]!);
        voiced += sums[bin]!;
        most[bin] = 0;
        sums[bin] = 0;
      }
      kept.starts.push(kept.bins.length);
      kept.voiced.push(Math.min(1, voiced));
      return troughs.found[1]!;
    },
    take() {
      const { starts, bins: places, pitches: hertz } = kept;
      const seen = {
        starts: Int32Array.from(starts),
        bins: Int32Array.from(places),
        probs: Float64Array.from(kept.probs),
        voiced: Float64Array.from(kept.voiced),
        pitchOf(t: number, bin: number) {
          for (let c = starts[t]!; c < starts[t + 1]!; c++) if (places[c] === bin) return hertz[c]!;
          return 0;
        },
      };
      kept = { starts: [0], bins: [], probs: [], voiced: [], pitches: [] };
      return seen;
    },
  };
}
