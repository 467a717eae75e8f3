/**
 * The K-weighting of loudness meters at any sample rate.
 * @module
 */
import { cos, cosTurns, exp, log, sinTurns } from '../core/math.js';
import { designBiquad } from '../filter/design-biquad.js';
import { type DesignedTransfer } from '../filter/transfer-function.js';

/** What ITU-R BS.1770-4 gives for 48 kHz, table 1: a shelf that stands for the head. */
const SHELF = { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [1, -1.69065929318241, 0.73248077421585] } as const;
const RATE = 48000;

/** Angle of its poles, the arc cosine of `-a1 / (2 sqrt(a2))`. */
const POLE_ANGLE = 0.15696243677333545;

/**
 * Tables 1 and 2 with the bilinear transform undone: `(high s^2 + middle (K / q) s + low K^2) / (s^2 + (K / q) s + K^2)`, with
 * s = (1 - 1/z) / (1 + 1/z) and K = tan(pi frequency / sampleRate). By `test/goldens/filters/generate.py`; B. De Man found the same numbers.
 */
interface Stage {
  readonly frequency: number;
  readonly q: number;
  readonly high: number;
  readonly middle: number;
  readonly low: number;
}
const HEAD: Stage = { frequency: 1681.974450955533, q: 0.7071752369554196, high: 1.5848647011308556, middle: 1.2587209302325617, low: 1 };
/** Its gain is 1.005 at every rate, as the table's is. */
const RUMBLE: Stage = { frequency: 38.13547087602444, q: 0.5003270373238773, high: 1.0049948987146883, middle: 0, low: 0 };

/** The lowest rate at which the shelf is within 0.04 dB. */
export const LEAST_RATE = 8000;

function bilinear({ frequency, q, high, middle, low }: Stage, sampleRate: number): DesignedTransfer {
  const k = sinTurns(frequency / sampleRate / 2) / cosTurns(frequency / sampleRate / 2);
  const [slope, square] = [k / q, k * k];
  const lead = 1 + slope + square;
  const top = [high + middle * slope + low * square, 2 * (low * square - high), high - middle * slope + low * square];
  const bottom = [lead, 2 * (square - 1), 1 - slope + square];
  return { b: Float64Array.from(top, (v) => v / lead), a: Float64Array.from(bottom, (v) => v / lead) };
}

type Three = readonly [number, number, number];

/** |c0 + c1 / z + c2 / z^2|^2 at `turns`, a share of the sample rate. */
function power([c0, c1, c2]: Three, turns: number): number {
  const re = c0 + c1 * cosTurns(turns) + c2 * cosTurns(2 * turns);
  const im = c1 * sinTurns(turns) + c2 * sinTurns(2 * turns);
  return re * re + im * im;
}

/**
 * The shelf below 48 kHz. The bilinear transform would bend it (0.28 dB at 8 kHz); so its poles are moved to the lower rate as they ring, and its
 * zeros chosen such that the gain is that of the table at 0, near the middle of the slope and at half the sample rate (M. Vicanek, Matched
 * second order digital filters, 2016): within 0.04 dB at 8 kHz, 0.003 at 16 kHz, 0.0001 at 44.1 kHz.
 */
function matched(sampleRate: number): DesignedTransfer {
  const stretch = RATE / sampleRate;
  const radius = exp((stretch * log(SHELF.a[2])) / 2);
  const a: Three = [1, -2 * radius * cos(stretch * POLE_ANGLE), radius * radius];
  const wanted = (hz: number): number => (power(SHELF.b, hz / RATE) / power(SHELF.a, hz / RATE)) * power(a, hz / sampleRate); // of the numerator, there
  const middle = Math.min(HEAD.frequency, sampleRate / 4);
  const high = sinTurns(middle / sampleRate / 2) ** 2;
  const [first, last] = [wanted(0), wanted(sampleRate / 2)];
  const product = (wanted(middle) - first * (1 - high) - last * high) / (4 * high * (1 - high)); // -4 b0 b2
  const mean = (Math.sqrt(first) + Math.sqrt(last)) / 2; // b0 + b2
  const b0 = (mean + Math.sqrt(mean * mean + product)) / 2;
  return { b: Float64Array.of(b0, (Math.sqrt(first) - Math.sqrt(last)) / 2, -product / (4 * b0)), a: Float64Array.from(a) };
}

/** Both filters as sections; `cookbook` are those of torchaudio and pyloudnorm, which are near. */
export function kWeighting(sampleRate: number, cookbook: boolean): Float64Array[] {
  const filters = cookbook
    ? [
        designBiquad({ type: 'treble', frequency: 1500, q: Math.SQRT1_2, gain: 4, sampleRate }),
        designBiquad({ type: 'highpass', frequency: 38, q: 0.5, sampleRate }),
      ]
    : [sampleRate < RATE ? matched(sampleRate) : bilinear(HEAD, sampleRate), bilinear(RUMBLE, sampleRate)];
  return filters.map(({ b, a }) => Float64Array.of(...b, ...a));
}
