/**
 * The path that librosa 0.11 finds: every move is possible, be it with the least probability that a double can hold, and of equal paths the one
 * with the lowest state before it wins. (librosa 1.0 leaves moves under 1e-4 out.)
 * @module
 */
import { fastLog } from '../core/fast-math.js';
import { moveWeight, type Observations, type PitchStates, TINY } from './pitch-states.js';

/** Decodes `frames` frames: the bin of each, plus `bins` if it is unvoiced. */
export function decodeLikeLibrosa({ bins, reach, switchProb }: PitchStates, seen: Observations, frames: number): Int32Array {
  const width = 2 * reach + 1;
  const size = 2 * bins;
  const stay = 1 - switchProb;
  const [same, other] = [stay, 1 - stay].map((p) => {
    const table = new Float64Array(bins * width); // moves to bin j from j - reach ... j + reach
    for (let i = 0; i < bins; i++) {
      let sum = 0;
      for (let k = -Math.min(reach, i); k <= reach && i + k < bins; k++) sum += moveWeight(k, reach);
      for (let k = -Math.min(reach, i); k <= reach && i + k < bins; k++) {
        table[(i + k) * width + reach - k] = fastLog(p * (moveWeight(k, reach) / sum) + TINY);
      }
    }
    return table;
  }) as [Float64Array, Float64Array];
  const never = fastLog(TINY);
  const back = new Int32Array(frames * size);
  let value = new Float64Array(size);
  let next = new Float64Array(size);
  const seenAs = new Float64Array(size);
  const observe = (out: Float64Array, t: number): void => {
    seenAs.fill(never, 0, bins);
    seenAs.fill(fastLog((1 - seen.voiced[t]!) / bins + TINY), bins);
    for (let c = seen.starts[t]!; c < seen.starts[t + 1]!; c++) seenAs[seen.bins[c]!] = fastLog(seen.probs[c]! + TINY);
    for (let k = 0; k < size; k++) out[k]! += seenAs[k]!;
  };
  value.fill(fastLog(1 / size + TINY));
  observe(value, 0);

  for (let t = 1; t < frames; t++) {
    let top = 0;
    for (let k = 1; k < size; k++) if (value[k]! > value[top]!) top = k;
    for (let j = 0; j < size; j++) {
      const to = j % bins;
      const low = Math.max(0, to - reach);
      const high = Math.min(bins - 1, to + reach);
      const base = to * width + reach - to;
      const voice = j < bins ? same : other;
      const silence = j < bins ? other : same;
      let best = value[top]! + never;
      let at = top;
      for (let i = low; i <= high; i++) {
        const v = value[i]! + voice[base + i]!;
        if (v > best || (v === best && i < at)) {
          best = v;
          at = i;
        }
      }
      for (let i = low; i <= high; i++) {
        const v = value[bins + i]! + silence[base + i]!;
        if (v > best || (v === best && bins + i < at)) {
          best = v;
          at = bins + i;
        }
      }
      next[j] = best;
      back[t * size + j] = at;
    }
    observe(next, t);
    [value, next] = [next, value];
  }

  const path = new Int32Array(frames);
  let state = 0;
  for (let k = 1; k < size; k++) if (value[k]! > value[state]!) state = k;
  for (let t = frames - 1; t >= 0; t--) {
    path[t] = state;
    if (t > 0) state = back[t * size + state]!;
  }
  return path;
}
