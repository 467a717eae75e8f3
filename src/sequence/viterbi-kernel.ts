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
  for (let j = 0; j < count; j++) value[j] = logProb[from + j]! + logInit[j]!;
  for (let t = 1; t < steps; t++) {
    for (let j = 0; j < count; j++) {
      const row = j * count;
      let best = value[0]! + logInto[row]!;
      let state = 0;
      for (let i = 1; i < count; i++) {
        const v = value[i]! + logInto[row + i]!;
        if (v > best) {
          best = v;
          state = i;
        }
      }
      before[t * count + j] = state;
      next[j] = logProb[from + t * count + j]! + best;
    }
    [value, next] = [next, value];
  }
  let state = 0;
  for (let j = 1; j < count; j++) if (value[j]! > value[state]!) state = j;
  const likelihood = value[state]!;
  for (let t = steps - 1; t >= 0; t--) {
    states[at + t] = state;
    state = before[t * count + state]!;
  }
  return likelihood;
}

/** A square matrix with its axes changed. */
export function transposed(matrix: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[j * size + i] = matrix[i * size + j]!;
  return out;
}
