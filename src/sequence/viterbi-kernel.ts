/**
 * Viterbi's algorithm.
 * @module
 */

/**
 * Finds the likeliest sequence of states and writes it to `states[at...]`; returns its log likelihood.
 *
 * @param logProb - Log likelihoods, `steps` x `states` from `from`.
 * @param logInto - Log probabilities of transitions, transposed: row `j` holds those into state `j`.
 * @param logInit - Log probabilities of the first state.
 */
export function viterbiInto(
  states: Int32Array,
  at: number,
  logProb: Float64Array,
  from: number,
  steps: number,
  logInto: Float64Array,
  logInit: Float64Array,
): number {
  const count = logInit.length;
  const before = count <= 0x10000 ? new Uint16Array(steps * count) : new Int32Array(steps * count);
  let value = new Float64Array(count);
  let next = new Float64Array(count);
  const others = likeliestOthers(logInto, count);
  for (let j = 0; j < count; j++) value[j] = logProb[from + j]! + logInit[j]!;
  for (let t = 1; t < steps; t++) {
    const top = firstPeak(value);
    const peak = value[top]!;
    for (let j = 0; j < count; j++) {
      const row = j * count;
      let state = j;
      let best = value[j]! + logInto[row + j]!;
      // Rounding keeps order: where staying beats the likeliest state with the likeliest move, it beats all.
      if (!(best > peak + others[j]!)) {
        // Begun with the likeliest state, the search rarely finds a better one: few branches that the processor guesses wrong.
        const v = peak + logInto[row + top]!;
        if (v > best || (v === best && top < state)) {
          best = v;
          state = top;
        }
        let i = 0;
        for (; i + 4 <= count; i += 4) {
          const a = value[i]! + logInto[row + i]!;
          const b = value[i + 1]! + logInto[row + i + 1]!;
          const c = value[i + 2]! + logInto[row + i + 2]!;
          const d = value[i + 3]! + logInto[row + i + 3]!;
          if (a >= best && (a > best || i < state)) [best, state] = [a, i];
          if (b >= best && (b > best || i + 1 < state)) [best, state] = [b, i + 1];
          if (c >= best && (c > best || i + 2 < state)) [best, state] = [c, i + 2];
          if (d >= best && (d > best || i + 3 < state)) [best, state] = [d, i + 3];
        }
        for (; i < count; i++) {
          const a = value[i]! + logInto[row + i]!;
          if (a >= best && (a > best || i < state)) [best, state] = [a, i];
        }
      }
      before[t * count + j] = state;
      next[j] = logProb[from + t * count + j]! + best;
    }
    [value, next] = [next, value];
  }
  let state = firstPeak(value);
  const likelihood = value[state]!;
  for (let t = steps - 1; t >= 0; t--) {
    states[at + t] = state;
    state = before[t * count + state]!;
  }
  return likelihood;
}

/** The first of the largest values. */
function firstPeak(x: Float64Array): number {
  let at = 0;
  for (let j = 1; j < x.length; j++) if (x[j]! > x[at]!) at = j;
  return at;
}

/** The log probability of the likeliest move into each state from another. */
function likeliestOthers(logInto: Float64Array, count: number): Float64Array {
  const most = new Float64Array(count).fill(-Infinity);
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < count; i++) if (i !== j && logInto[j * count + i]! > most[j]!) most[j] = logInto[j * count + i]!;
  }
  return most;
}

/** A square matrix with its axes changed. */
export function transposed(matrix: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[j * size + i] = matrix[i * size + j]!;
  return out;
}
