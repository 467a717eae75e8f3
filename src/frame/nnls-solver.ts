/**
 * Active sets for least squares without negative values.
 * @module
 */

const EPSILON = 2 ** -52;

/**
 * A solver for columns `b`, given `A` (`m` x `n`, row by row). Values enter the set of those that may be positive one by one, the one that
 * helps most first, and leave it when the least squares of the set would make them negative.
 */
export function createNnls(A: Float64Array, m: number, n: number): (x: Float64Array, b: Float64Array) => void {
  // Columns of length 1, one after the other, and their products with each other.
  const columns = new Float64Array(n * m);
  const lengths = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let peak = 0;
    for (let i = 0; i < m; i++) peak = Math.max(peak, Math.abs(A[i * n + j]!));
    let sum = 0;
    for (let i = 0; i < m; i++) sum += peak && (A[i * n + j]! / peak) ** 2;
    lengths[j] = peak * Math.sqrt(sum);
    for (let i = 0; i < m; i++) columns[j * m + i] = peak && A[i * n + j]! / peak / Math.sqrt(sum);
  }
  const gram = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += columns[j * m + i]! * columns[k * m + i]!;
      gram[j * n + k] = sum;
      gram[k * n + j] = sum;
    }
  }
  const set = new Int32Array(n);
  const factor = new Float64Array(n * n); // of the Gram matrix of the set, lower triangle (Cholesky)
  const solution = new Float64Array(n);
  const correction = new Float64Array(n);
  const residual = new Float64Array(m);
  const shut = new Uint8Array(n); // in the set, or of no help to it
  const y = new Float64Array(n); // x in units of the columns of length 1
  let size = 0;

  /** Adds column `j` at the end of the set; false if it depends on the others. */
  const enter = (j: number): boolean => {
    let rest = gram[j * n + j]!;
    for (let a = 0; a < size; a++) {
      let sum = gram[j * n + set[a]!]!;
      for (let c = 0; c < a; c++) sum -= factor[size * n + c]! * factor[a * n + c]!;
      const entry = sum / factor[a * n + a]!;
      factor[size * n + a] = entry;
      rest -= entry * entry;
    }
    if (!(rest > 16 * n * EPSILON)) return false;
    factor[size * n + size] = Math.sqrt(rest);
    set[size++] = j;
    return true;
  };

  /** Least squares of what is left of `b`, within the set. */
  const solveInto = (out: Float64Array): void => {
    for (let a = 0; a < size; a++) {
      const at = set[a]! * m;
      let sum = 0;
      for (let i = 0; i < m; i++) sum += columns[at + i]! * residual[i]!;
      for (let c = 0; c < a; c++) sum -= factor[a * n + c]! * out[c]!;
      out[a] = sum / factor[a * n + a]!;
    }
    for (let a = size - 1; a >= 0; a--) {
      let sum = out[a]!;
      for (let c = a + 1; c < size; c++) sum -= factor[c * n + a]! * out[c]!;
      out[a] = sum / factor[a * n + a]!;
    }
  };

  const leave = (b: Float64Array, values: Float64Array): void => {
    residual.set(b);
    for (let a = 0; a < size; a++) {
      const at = set[a]! * m;
      for (let i = 0; i < m; i++) residual[i]! -= values[a]! * columns[at + i]!;
    }
  };

  /** Solves within the set, and once more for what rounding left: products of columns square the condition of A. */
  const fit = (b: Float64Array): void => {
    residual.set(b);
    solveInto(solution);
    leave(b, solution);
    solveInto(correction);
    for (let a = 0; a < size; a++) solution[a]! += correction[a]!;
  };

  return (x, b) => {
    size = 0;
    y.fill(0);
    shut.fill(0);
    residual.set(b);
    let norm = 0;
    for (let i = 0; i < m; i++) norm = Math.max(norm, Math.abs(b[i]!));
    const least = 8 * (m + n) * EPSILON * norm;
    for (let round = 0; round < 10 * n && size < Math.min(m, n); round++) {
      let best = -1;
      let gain = least;
      for (let j = 0; j < n; j++) {
        if (shut[j]) continue;
        let sum = 0;
        for (let i = 0; i < m; i++) sum += columns[j * m + i]! * residual[i]!;
        if (sum > gain) {
          gain = sum;
          best = j;
        }
      }
      if (best < 0) break;
      shut[best] = 1;
      if (!enter(best)) continue;
      fit(b);
      // What rounding alone let in would leave at once, and come again.
      if (!(solution[size - 1]! > 0)) {
        size--;
        for (let a = 0; a < size; a++) solution[a] = y[set[a]!]!;
        leave(b, solution);
        continue;
      }
      for (;;) {
        // As far towards the solution as nothing becomes negative.
        let step = 1;
        let first = -1;
        for (let a = 0; a < size; a++) {
          const now = y[set[a]!]!;
          if (!(solution[a]! < 0 && now / (now - solution[a]!) < step)) continue;
          step = now / (now - solution[a]!);
          first = set[a]!;
        }
        for (let a = 0; a < size; a++) y[set[a]!]! += step * (solution[a]! - y[set[a]!]!);
        if (first < 0) break;
        y[first] = 0;
        const members = set.slice(0, size);
        const wanted = solution.slice(0, size);
        size = 0;
        members.forEach((j, a) => {
          if (!(wanted[a]! < 0 && y[j]! <= EPSILON * norm) && enter(j)) return;
          y[j] = 0;
        });
        fit(b);
      }
      // Whoever could not help before may do so now.
      shut.fill(0);
      for (let a = 0; a < size; a++) shut[set[a]!] = 1;
      for (let a = 0; a < size; a++) solution[a] = y[set[a]!]!;
      leave(b, solution);
    }
    for (let j = 0; j < n; j++) x[j] = y[j]! > 0 ? y[j]! / lengths[j]! : 0;
  };
}
