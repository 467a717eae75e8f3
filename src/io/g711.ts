/**
 * The decoding tables of ITU-T G.711: one byte to a 16-bit value.
 * @module
 */

/** A-law: sign, 3-bit exponent, 4-bit mantissa; even bits inverted (G.711 table 1a). Values are multiples of 8. */
export function alawTable(): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => {
    const c = code ^ 0x55;
    const exponent = (c >> 4) & 7;
    const mantissa = ((c & 15) << 4) + 8; // the middle of the step
    const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
    return (c & 0x80 ? magnitude : -magnitude) / 32768;
  });
}

/** Mu-law: all bits inverted, bias 33 of 14 bits, which is 132 of 16 (G.711 table 2a). */
export function mulawTable(): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => {
    const c = ~code & 0xff;
    const magnitude = ((((c & 15) << 3) + 132) << ((c >> 4) & 7)) - 132;
    return (c & 0x80 ? 0 - magnitude : magnitude) / 32768;
  });
}
