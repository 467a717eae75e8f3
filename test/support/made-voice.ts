/** Voices whose truth is known: pulses at given places, the fall of a glottal spectrum, resonances. */
export interface MadeVoice {
  sampleRate?: number;
  /** Length of each period, samples; fractions are kept. */
  periods: Iterable<number>;
  /** Height of each pulse. */
  heights?: (i: number) => number;
  /** Centre and bandwidth of each resonance, Hz. */
  formants?: readonly (readonly [number, number])[];
  /** Pole of the source's low-pass, 0 for none. */
  tilt?: number;
}

/** Pulses with fractional positions: each is a windowed sinc, so that nothing depends on the grid of samples. */
export function makeVoice(
  samples: number,
  { sampleRate = 16000, periods, heights = () => 1, formants = [], tilt = 0 }: MadeVoice,
): Float64Array {
  const y = new Float64Array(samples);
  let at = 20;
  let i = 0;
  for (const period of periods) {
    if (at > samples - 20) break;
    for (let n = Math.ceil(at - 16); n <= at + 16; n++) {
      const d = 0.8 * (n - at);
      y[n]! += heights(i) * (d === 0 ? 1 : Math.sin(Math.PI * d) / (Math.PI * d)) * Math.cos((Math.PI * (n - at)) / 34) ** 2;
    }
    at += period;
    i++;
  }
  for (let n = 1; n < samples; n++) y[n]! += tilt * y[n - 1]!;
  for (const [f, b] of formants) {
    const r = Math.exp((-Math.PI * b) / sampleRate);
    const c = 2 * r * Math.cos((2 * Math.PI * f) / sampleRate);
    for (let n = 2; n < samples; n++) y[n]! += c * y[n - 1]! - r * r * y[n - 2]!;
  }
  return y;
}

/** `count` periods of the same length. */
export const steady = (period: number, count = 2000): number[] => new Array<number>(count).fill(period);

/** White noise of a seed. */
export function noise(samples: number, scale = 1, seed = 1): Float64Array {
  let state = seed;
  return Float64Array.from({ length: samples }, () => {
    state = (state * 48271) % 2147483647;
    return scale * (2 * (state / 2147483647) - 1);
  });
}
