/**
 * The K-weighting of loudness meters at any sample rate.
 * @module
 */
import { cosTurns, sinTurns } from '../core/math.js';
import { designBiquad } from '../filter/design-biquad.js';
import { type DesignedTransfer } from '../filter/transfer-function.js';

/** `(high s^2 + middle (K / q) s + low K^2) / (s^2 + (K / q) s + K^2)`, s = (1 - 1/z) / (1 + 1/z), K = tan(pi frequency / sampleRate). */
interface Stage {
  readonly frequency: number;
  readonly q: number;
  readonly high: number;
  readonly middle: number;
  readonly low: number;
}

/**
 * What the coefficients of ITU-R BS.1770-4 for 48 kHz (tables 1 and 2) become when the bilinear transform is undone, by
 * `test/goldens/filters/generate.py`; B. De Man found the same frequencies. The high-pass keeps its gain of 1.005, so that every rate has
 * the response that the standard's filters have at 48 kHz, as it demands.
 */
const STAGES: readonly Stage[] = [
  { frequency: 1681.974450955533, q: 0.7071752369554196, high: 1.5848647011308556, middle: 1.2587209302325617, low: 1 },
  { frequency: 38.13547087602444, q: 0.5003270373238773, high: 1.0049948987146883, middle: 0, low: 0 },
];

/** The lowest rate whose half lies above both frequencies, with some room. */
export const LEAST_RATE = 4000;

function digital({ frequency, q, high, middle, low }: Stage, sampleRate: number): DesignedTransfer {
  const k = sinTurns(frequency / sampleRate / 2) / cosTurns(frequency / sampleRate / 2);
  const [slope, square] = [k / q, k * k];
  const lead = 1 + slope + square;
  const top = [high + middle * slope + low * square, 2 * (low * square - high), high - middle * slope + low * square];
  const bottom = [lead, 2 * (square - 1), 1 - slope + square];
  return { b: Float64Array.from(top, (v) => v / lead), a: Float64Array.from(bottom, (v) => v / lead) };
}

/** Both filters as sections; `cookbook` are those of torchaudio and pyloudnorm, which are near. */
export function kWeighting(sampleRate: number, cookbook: boolean): Float64Array[] {
  const filters = cookbook
    ? [
        designBiquad({ type: 'treble', frequency: 1500, q: Math.SQRT1_2, gain: 4, sampleRate }),
        designBiquad({ type: 'highpass', frequency: 38, q: 0.5, sampleRate }),
      ]
    : STAGES.map((stage) => digital(stage, sampleRate));
  return filters.map(({ b, a }) => Float64Array.of(...b, ...a));
}
