/**
 * Eigenvalues of Hessenberg matrices, which the roots of polynomials are.
 * @module
 */
import { abs, add, type Complex, conj, mul, sqrt, sub, times } from './complex.js';

/** A square matrix by rows, zero below the first subdiagonal; it is overwritten. */
export type Hessenberg = Complex[][];

const ULP = 2 ** -52;

/** Scales rows and columns by powers of 2 until they weigh about the same (B. N. Parlett and C. Reinsch, Numerische Mathematik 13, 1969). */
function balance(h: Hessenberg): void {
  const size = h.length;
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < size; i++) {
      let [column, row] = [0, 0];
      for (let j = 0; j < size; j++) {
        if (j === i) continue;
        column += abs(h[j]![i]!);
        row += abs(h[i]![j]!);
      }
      if (column === 0 || row === 0) continue;
      let factor = 1;
      const before = column + row;
      for (; column < row / 2; column *= 4) factor *= 2;
      for (; column > row * 2; column /= 4) factor /= 2;
      if ((column + row) / factor >= 0.95 * before) continue;
      changed = true;
      for (let j = 0; j < size; j++) {
        h[i]![j] = times(h[i]![j]!, 1 / factor);
        h[j]![i] = times(h[j]![i]!, factor);
      }
    }
  }
}

/** The eigenvalue of the last two rows of [from, to] that is nearer to the last corner. */
function wilkinsonShift(h: Hessenberg, to: number): Complex {
  const [a, b, c, d] = [h[to - 1]![to - 1]!, h[to - 1]![to]!, h[to]![to - 1]!, h[to]![to]!];
  const half = times(sub(a, d), 0.5);
  const root = sqrt(add(mul(half, half), mul(b, c)));
  const [plus, minus] = [add(half, root), sub(half, root)];
  return add(d, abs(plus) < abs(minus) ? plus : minus);
}

/** One step on the rows and columns [from, to]: H - shift = Q R by Givens rotations, then H = R Q + shift. */
function step(h: Hessenberg, from: number, to: number, shift: Complex): void {
  const rotations: (readonly [c: number, s: Complex])[] = [];
  for (let i = from; i <= to; i++) h[i]![i] = sub(h[i]![i]!, shift);
  for (let i = from; i < to; i++) {
    const [x, y] = [h[i]![i]!, h[i + 1]![i]!];
    const [sizeX, sizeY] = [abs(x), abs(y)];
    const norm = abs([sizeX, sizeY]);
    const c = norm === 0 ? 1 : sizeX / norm;
    const unit: Complex = sizeX === 0 ? [1, 0] : times(x, 1 / sizeX);
    const s = norm === 0 ? ([0, 0] as const) : times(mul(unit, conj(y)), 1 / norm);
    rotations.push([c, s]);
    for (let j = i; j <= to; j++) {
      const [u, v] = [h[i]![j]!, h[i + 1]![j]!];
      h[i]![j] = add(times(u, c), mul(s, v));
      h[i + 1]![j] = sub(times(v, c), mul(conj(s), u));
    }
  }
  for (let i = from; i < to; i++) {
    const [c, s] = rotations[i - from]!;
    for (let j = from; j <= Math.min(i + 1, to); j++) {
      const [u, v] = [h[j]![i]!, h[j]![i + 1]!];
      h[j]![i] = add(times(u, c), mul(v, conj(s)));
      h[j]![i + 1] = sub(times(v, c), mul(u, s));
    }
  }
  for (let i = from; i <= to; i++) h[i]![i] = add(h[i]![i]!, shift);
}

/** All eigenvalues, by the QR algorithm with single shifts (J. G. F. Francis, The Computer Journal 4, 1961). */
export function eigenvalues(h: Hessenberg): Complex[] {
  balance(h);
  let to = h.length - 1;
  for (let round = 1; to > 0; round++) {
    let from = to;
    while (from > 0 && abs(h[from]![from - 1]!) > ULP * (abs(h[from - 1]![from - 1]!) + abs(h[from]![from]!))) from--;
    if (from === to) {
      to--;
      round = 0;
      continue;
    }
    // Every tenth round an odd shift, should the others go in a circle.
    const shift = round % 10 === 0 ? add(h[to]![to]!, [abs(h[to]![to - 1]!), 0]) : wilkinsonShift(h, to);
    step(h, from, to, shift);
  }
  return h.map((row, i) => row[i]!);
}
