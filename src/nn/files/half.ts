/**
 * Numbers of 16 bits: IEEE half precision and bfloat16, which is the upper half of a float32.
 * @module
 */

/** Bits of a float32, and the other way round. */
const scratch = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(4));

/** The number of a half. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24);
}

/** The nearest half, ties to even. */
export function toHalf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  // a step is 2^-24 below 2^-13, and doubles with every power of two above
  let step = 2 ** -24;
  let exponent = 0;
  while (size >= step * 2048) {
    step *= 2;
    exponent++;
  }
  const steps = toEven(size / step); // up to 2048, which carries into the exponent by itself
  return sign | (exponent * 1024 + steps);
}

/** The number of a bfloat16. */
export function fromBfloat16(bits: number): number {
  scratch.setUint32(0, bits * 65536);
  return scratch.getFloat32(0);
}

/** The nearest bfloat16, ties to even. */
export function toBfloat16(x: number): number {
  if (Number.isNaN(x)) return 0x7fc0;
  scratch.setFloat32(0, x);
  const bits = scratch.getUint32(0);
  return Math.min(((bits + 0x7fff + ((bits >>> 16) & 1)) / 65536) >>> 0, 0xffff);
}

function toEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}
