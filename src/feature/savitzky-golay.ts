/**
 * Weights that differentiate a polynomial fitted to equally spaced points.
 *
 * P. A. Gorry, General least-squares smoothing and differentiation by the convolution (Savitzky-Golay) method, Anal. Chem. 62,
 * 570-573 (1990): with the discrete orthonormal (Gram) polynomials p_j on the window, the fit's `deriv`-th derivative at position s is
 * the sum over t of x[t] sum_j p_j(t) p_j^(deriv)(s).
 * @module
 */

/**
 * `width` x `width` weights, row-major: row s differentiates at place s of the window. The middle row is the filter of the interior,
 * the rows above and below serve the edges.
 */
export function savitzkyGolay(width: number, polyorder: number, deriv: number): Float64Array {
  const half = (width - 1) / 2;
  // Norms of the recurrence s p_j = b_(j+1) p_(j+1) + b_j p_(j-1) on the symmetric grid -half..half.
  const b = (j: number): number => Math.sqrt((j * j * (width * width - j * j)) / (4 * (4 * j * j - 1)));
  const weights = new Float64Array(width * width);
  // now[d * width + i] is the d-th derivative of p_j at place i; before: of p_(j-1).
  let before = new Float64Array((deriv + 1) * width);
  let now = new Float64Array((deriv + 1) * width);
  now.fill(1 / Math.sqrt(width), 0, width);
  for (let j = 0; j <= polyorder; j++) {
    for (let s = 0; s < width; s++) {
      for (let t = 0; t < width; t++) weights[s * width + t]! += now[deriv * width + s]! * now[t]!;
    }
    if (j === polyorder) break;
    const next = new Float64Array((deriv + 1) * width);
    const down = j > 0 ? b(j) : 0;
    const up = b(j + 1);
    for (let d = 0; d <= deriv; d++) {
      for (let i = 0; i < width; i++) {
        const at = d * width + i;
        const lower = d > 0 ? d * now[at - width]! : 0;
        next[at] = ((i - half) * now[at]! + lower - down * before[at]!) / up;
      }
    }
    [before, now] = [now, next];
  }
  return weights;
}
