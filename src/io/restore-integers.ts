/**
 * Undoing the one thing in which FLAC decoders differ.
 * @module
 */

/**
 * FLAC stores integers, so every sample is a multiple of 2^(1 - bits). Some decoders divide by 2^(bits - 1) - 1 instead of
 * 2^(bits - 1), which makes them 1.00003 times too loud at 16 bits; up to 24 bits the integers survive that, and are put back on
 * their grid. Samples that lie on it already, or on neither, are returned as they are.
 */
export function restoreIntegers(channels: readonly Float32Array[], bits: number): readonly Float32Array[] {
  if (!(Number.isInteger(bits) && bits >= 4 && bits <= 24)) return channels;
  const scale = 2 ** (bits - 1);
  const largest = scale - 1;
  if (channels.every((x) => x.every((v) => Number.isInteger(v * scale)))) return channels;
  // Rounding to float32 moved a sample by 2^-25 at most: a quarter of a step at 24 bits
  const near = (v: number): boolean => Math.abs(v * largest - Math.round(v * largest)) <= 2 ** -25 * largest;
  if (!channels.every((x) => x.every(near))) return channels;
  return channels.map((x) => x.map((v) => Math.round(v * largest) / scale));
}
