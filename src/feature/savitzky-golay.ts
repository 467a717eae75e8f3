/**
 * Weights that differentiate a polynomial fitted to equally spaced points.
 *
 * P. A. Gorry, General least-squares smoothing and differentiation by the convolution (Savitzky-Golay) method, Anal. Chem. 62,
 * 570-573 (1990): with the discrete orthogonal (Gram) polynomials p_j on the window, the fit's `deriv`-th derivative at position s is
 * the sum over t of x[t] sum_j p_j(t) p_j^(deriv)(s) / sum_u p_j(u)^2.
 * @module
 */

/**
 * `width` x `width` weights, row-major: row s differentiates at place s of the window. The middle row is the filter of the interior,
 * the rows above and below serve the edges. The polynomials keep the leading coefficient 1, so that low orders are whole numbers and
 * the weights are off by one rounding only.
 */
export function savitzkyGolay(width: number, polyorder: number, deriv: number): Float64Array {
  const half = (width - 1) / 2;
  const weights = new Float64Array(width * width);
  // now[d * width + i] is the d-th derivative of p_j at place i; before: of p_(j-1).
  let before = new Float64Array((deriv + 1) * width);
  let now = new Float64Array((deriv + 1) * width);
  now.fill(1, 0, width);
  for (let j = 0; j <= polyorder; j++) {
    let square = 0;
    for (let t = 0; t < width; t++) square += now[t]! * now[t]!;
    for (let s = 0; s < width; s++) {
      for (let t = 0; t < width; t++) weights[s * width + t]! += (now[deriv * width + s]! * now[t]!) / square;
    }
    // On the symmetric grid -half..half: p_(j+1) = s p_j - down p_(j-1), and the same differentiated.
    const down = (j * j * (width * width - j * j)) / (4 * (4 * j * j - 1));
    const next = new Float64Array((deriv + 1) * width);
    for (let d = 0; d <= deriv; d++) {
      for (let i = 0; i < width; i++) {
        const at = d * width + i;
        next[at] = (i - half) * now[at]! + (d > 0 ? d * now[at - width]! : 0) - down * before[at]!;
      }
    }
    [before, now] = [now, next];
  }
  return weights;
}
