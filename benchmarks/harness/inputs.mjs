/**
 * The samples every contender gets: seeded, float32-exact (so that float32 and float64 contenders see the same numbers), written once per
 * run as raw little-endian float32, which Python reads too.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Uniform white noise in [-0.5, 0.5): Weyl sequence through a 32-bit mixer, integers only, so the same bits everywhere. */
export function noise(length, seed) {
  const x = new Float32Array(length);
  let state = seed >>> 0;
  for (let n = 0; n < length; n++) {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    x[n] = ((t ^ (t >>> 14)) >>> 8) / 0x1000000 - 0.5;
  }
  return x;
}

/** Twenty sines from 100 Hz to 5 kHz. Resamplers agree on them; above, each has its own roll-off. */
export function tones(length, sampleRate) {
  const x = new Float64Array(length);
  for (let k = 0; k < 20; k++) {
    const step = (2 * Math.PI * (100 + (4900 * k) / 19)) / sampleRate;
    for (let n = 0; n < length; n++) x[n] += 0.04 * Math.sin(step * n + k * k);
  }
  return Float32Array.from(x);
}

/** Makes the input a workload asks for. */
export function makeInput({ kind, length, sampleRate, hz }) {
  if (kind === 'sine') return Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRate));
  return kind === 'tones' ? tones(length, sampleRate) : noise(length, 440);
}

export const writeRaw = (path, array) => writeFileSync(path, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));

export function readRaw(path, Type) {
  const bytes = readFileSync(path);
  return new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
