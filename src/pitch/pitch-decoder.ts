/**
 * The most probable path through pYIN's states (Viterbi), using what they are.
 *
 * A voiced state that no candidate supports costs 708 nats, so that no path worth having goes through one: among the voiced, only candidates are
 * looked at. Among the unvoiced, a frame says the same of all, and a move of k bins costs the logarithm of a triangle, a concave function:
 * the best predecessors of two bins never cross. Halving the bins finds them all in O(n log n) where comparing costs n times the reach.
 *
 * A path names one unvoiced bin, but all of them mean the same: with a share of 1 / bins for each, a frame without any trough would look voiced,
 * since one pitch has `noTroughProb`. So the share of an unvoiced bin is no less than that.
 * @module
 */
import { fastLog } from '../core/fast-math.js';
import { moveWeight, type Observations, type PitchStates, TINY } from './pitch-states.js';

/** Frames between two copies of the state, so that a long signal needs no pointer for each of its frames and bins. */
const SEGMENT = 1024;

/** Decodes `frames` frames: the bin of each, plus `bins` if it is unvoiced. */
export function decodePitch(states: PitchStates, seen: Observations, frames: number): Int32Array {
  const path = new Int32Array(frames);
  const decoder = new Decoder(states, seen);
  const { bins } = states;
  const segments = Math.ceil(frames / SEGMENT);
  const copies = new Float64Array(segments * bins); // of the unvoiced, before each segment but the first
  decoder.begin();
  for (let s = 0; s + 1 < segments; s++) {
    decoder.run(s * SEGMENT, (s + 1) * SEGMENT);
    copies.set(decoder.unvoiced, (s + 1) * bins);
  }
  let state = -1;
  for (let s = segments - 1; s >= 0; s--) {
    if (s === 0) decoder.begin();
    else decoder.unvoiced.set(copies.subarray(s * bins, (s + 1) * bins));
    const to = Math.min(frames, (s + 1) * SEGMENT);
    decoder.run(s * SEGMENT, to);
    if (state < 0) state = decoder.best(to - 1);
    for (let t = to - 1; t >= s * SEGMENT; t--) {
      path[t] = state;
      if (t > 0) state = decoder.before(t, state);
    }
  }
  return path;
}

class Decoder {
  /** Log-likelihood of the best path to each unvoiced bin. */
  readonly unvoiced: Float64Array;
  private next: Float64Array;
  private readonly voiced: Float64Array; // the same for candidates
  private readonly move: Float64Array; // log weight of a move by k - reach bins
  private readonly leave: Float64Array; // minus the log of the sum of all moves from a bin
  private readonly source: Float64Array; // unvoiced + leave
  private readonly fromVoiced: Float64Array;
  private readonly fromUnvoiced: Float64Array;
  private readonly candidate: Int32Array;
  private readonly bin: Int32Array;
  /** Predecessors: state numbers, for the unvoiced bins of a segment, and for all candidates. */
  private readonly backUnvoiced: Int32Array;
  private readonly backVoiced: Int32Array;
  private readonly share: number;
  private readonly stay: number;
  private readonly change: number;

  constructor(
    private readonly states: PitchStates,
    private readonly seen: Observations,
  ) {
    const { bins, reach, switchProb, noTroughProb } = states;
    this.share = Math.max(1 / bins, noTroughProb);
    this.unvoiced = new Float64Array(bins);
    this.next = new Float64Array(bins);
    this.voiced = new Float64Array(seen.bins.length);
    this.backVoiced = new Int32Array(seen.bins.length);
    this.backUnvoiced = new Int32Array(Math.min(SEGMENT, seen.voiced.length) * bins);
    this.source = new Float64Array(bins);
    this.fromVoiced = new Float64Array(bins);
    this.fromUnvoiced = new Float64Array(bins);
    this.candidate = new Int32Array(bins);
    this.bin = new Int32Array(bins);
    this.move = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => fastLog(moveWeight(k - reach, reach)));
    this.leave = new Float64Array(bins);
    for (let i = 0; i < bins; i++) {
      let sum = 0;
      for (let k = -Math.min(reach, i); k <= reach && i + k < bins; k++) sum += moveWeight(k, reach);
      this.leave[i] = -fastLog(sum);
    }
    this.stay = fastLog(1 - switchProb + TINY);
    this.change = fastLog(switchProb + TINY);
  }

  /** Frame 0: all states are as probable. */
  begin(): void {
    const { voiced, seen, unvoiced } = this;
    unvoiced.fill(this.ofUnvoiced(0));
    for (let c = 0; c < seen.starts[1]!; c++) voiced[c] = fastLog(seen.probs[c]! + TINY);
  }

  private ofUnvoiced(t: number): number {
    return fastLog((1 - this.seen.voiced[t]!) * this.share + TINY);
  }

  /** Goes on to the frames [from, to), frame 0 being done by `begin`. */
  run(from: number, to: number): void {
    for (let t = Math.max(1, from); t < to; t++) this.step(t, (t - from) * this.states.bins);
  }

  private step(t: number, row: number): void {
    const {
      states,
      seen,
      unvoiced,
      next,
      voiced,
      source,
      leave,
      fromVoiced,
      fromUnvoiced,
      candidate,
      bin,
      backUnvoiced,
      backVoiced,
      stay,
      change,
    } = this;
    const { bins } = states;
    this.spreadVoiced(seen.starts[t - 1]!, seen.starts[t]!);
    for (let i = 0; i < bins; i++) source[i] = unvoiced[i]! + leave[i]!;
    this.spreadUnvoiced(0, bins - 1, 0, bins - 1);
    for (let c = seen.starts[t]!; c < seen.starts[t + 1]!; c++) {
      const j = seen.bins[c]!;
      const voice = fromVoiced[j]! + stay;
      const silence = fromUnvoiced[j]! + change;
      voiced[c] = Math.max(voice, silence) + fastLog(seen.probs[c]! + TINY);
      backVoiced[c] = voice >= silence ? candidate[j]! : bin[j]! + bins;
    }
    const seenUnvoiced = this.ofUnvoiced(t);
    for (let j = 0; j < bins; j++) {
      const voice = fromVoiced[j]! + change;
      const silence = fromUnvoiced[j]! + stay;
      next[j] = (voice > silence ? voice : silence) + seenUnvoiced;
      backUnvoiced[row + j] = voice > silence ? candidate[j]! : bin[j]! + bins;
    }
    unvoiced.set(next);
  }

  /** The best of the candidates [from, to) for every bin that they reach. */
  private spreadVoiced(from: number, to: number): void {
    const { fromVoiced, candidate, move, voiced, leave, seen } = this;
    const { reach, bins } = this.states;
    fromVoiced.fill(-Infinity);
    for (let c = from; c < to; c++) {
      const i = seen.bins[c]!;
      const value = voiced[c]! + leave[i]!;
      const last = Math.min(bins - 1, i + reach);
      for (let j = Math.max(0, i - reach), k = j - i + reach; j <= last; j++, k++) {
        const v = value + move[k]!;
        if (v > fromVoiced[j]!) {
          fromVoiced[j] = v;
          candidate[j] = i;
        }
      }
    }
  }

  /** The best unvoiced predecessors of the bins [low, high], which are known to lie in [first, last]. */
  private spreadUnvoiced(low: number, high: number, first: number, last: number): void {
    const { source, move, fromUnvoiced, bin } = this;
    const { reach } = this.states;
    const j = (low + high) >> 1;
    const end = Math.min(last, j + reach);
    let best = -Infinity;
    let at = Math.max(first, j - reach);
    for (let i = at, k = j - i + reach; i <= end; i++, k--) {
      const v = source[i]! + move[k]!;
      if (v > best) {
        best = v;
        at = i;
      }
    }
    fromUnvoiced[j] = best;
    bin[j] = at;
    if (low < j) this.spreadUnvoiced(low, j - 1, first, at);
    if (j < high) this.spreadUnvoiced(j + 1, high, at, last);
  }

  /** The best state of frame t, the last one that was run. */
  best(t: number): number {
    const { unvoiced, voiced, seen } = this;
    const { bins } = this.states;
    let best = -Infinity;
    let state = bins;
    for (let c = seen.starts[t]!; c < seen.starts[t + 1]!; c++) {
      if (voiced[c]! > best) {
        best = voiced[c]!;
        state = seen.bins[c]!;
      }
    }
    for (let j = 0; j < bins; j++) {
      if (unvoiced[j]! > best) {
        best = unvoiced[j]!;
        state = j + bins;
      }
    }
    return state;
  }

  /** The state before `state` of frame t, which must lie in the segment that was run last. */
  before(t: number, state: number): number {
    const { seen } = this;
    const { bins } = this.states;
    if (state >= bins) return this.backUnvoiced[(t % SEGMENT) * bins + state - bins]!;
    let c = seen.starts[t]!;
    while (seen.bins[c]! !== state) c++;
    return this.backVoiced[c]!;
  }
}
