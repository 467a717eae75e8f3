/**
 * Transforms of real signals both ways. Apart from `real-forward.ts`, since features never go back.
 * @module
 */
import { carver, type RealKernel } from './kernel.js';
import { type ArrayKernel, forwardInRoom, planArrays } from './real-forward.js';
import { planRoom, type RoomKernel } from './room.js';
import { joinInRoom } from './room-join.js';
import { type TwiddleRows } from './twiddles.js';

/** The real transform of any size >= 1. */
export function planReal(size: number): RealKernel {
  const room = planRoom(size);
  if (room) return { ...forwardInRoom(room), inverse: inverseInRoom(room) };
  const kernel = planArrays(size);
  const { turns } = kernel;
  return { ...kernel, inverse: turns ? inverseEven(kernel, turns) : inverseOdd(kernel) };
}

const inverseInRoom =
  (room: RoomKernel): RealKernel['inverse'] =>
  (out, spectrum) => {
    joinInRoom(room, spectrum, 0);
    out.set(room.complex());
  };

function inverseEven({ size, inner }: ArrayKernel, turns: TwiddleRows): RealKernel['inverse'] {
  const carve = carver(size, inner.scratchLength);
  if ('between' in inner) {
    return (out, spectrum, scratch) => {
      const z = carve(scratch)[0]!;
      const [x, other] = inner.stays ? [out, z] : [z, out];
      join(x, spectrum, turns, size);
      inner.between(x, other);
    };
  }
  return (out, spectrum, scratch) => {
    const [z, rest] = carve(scratch) as [Float64Array, Float64Array];
    join(z, spectrum, turns, size);
    inner.forward(out, z, rest);
  };
}

/** X to Z / m, its order reversed: the forward transform of that is the inverse one of Z. */
function join(z: Float64Array, x: Float64Array, { span, from }: TwiddleRows, n: number): void {
  const scale = 1 / n;
  const count = Math.floor(n / 4) + 1;
  for (let first = 0; first < count; first += span) joinSome(z, x, from(first), n, first, Math.min(count, first + span));
  z[0] = scale * (x[0]! + x[n]!);
  z[1] = scale * (x[0]! - x[n]!);
}

/** The bins first <= k < last and their mirror images, without 0. From its second pair on, `w` holds w^k / 2. */
function joinSome(z: Float64Array, x: Float64Array, w: Float64Array, n: number, first: number, last: number): void {
  const scale = 1 / n;
  const end = 2 * last;
  const start = Math.max(1, first);
  for (let k = 2 * start, j = n - k, t = k - 2 * first + 2; k < end; k += 2, j -= 2, t += 2) {
    const er = scale * (x[k]! + x[j]!);
    const ei = scale * (x[k + 1]! - x[j + 1]!);
    const dr = 2 * scale * (x[k]! - x[j]!);
    const di = 2 * scale * (x[k + 1]! + x[j + 1]!);
    const wr = w[t]!;
    const wi = w[t + 1]!;
    const or = wr * dr + wi * di; // O = conj(w^k) (X[k] - conj X[m - k]) / 2
    const oi = wr * di - wi * dr;
    z[j] = er - oi;
    z[j + 1] = ei + or;
    z[k] = er + oi;
    z[k + 1] = or - ei;
  }
}

function inverseOdd({ size, inner }: ArrayKernel): RealKernel['inverse'] {
  const carve = carver(2 * size, 2 * size, inner.scratchLength);
  return (out, spectrum, scratch) => {
    const [a, b, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
    const scale = 1 / size;
    a[0] = scale * spectrum[0]!;
    a[1] = 0;
    for (let k = 2, j = 2 * size - 2; k < j; k += 2, j -= 2) {
      a[k] = a[j] = scale * spectrum[k]!; // X[-k] = conj X[k], and the order is reversed as in `join`
      a[j + 1] = scale * spectrum[k + 1]!;
      a[k + 1] = -a[j + 1]!;
    }
    inner.forward(b, a, rest);
    for (let k = 0; k < size; k++) out[k] = b[2 * k]!;
  };
}
