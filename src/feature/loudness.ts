/**
 * Loudness as broadcasters measure it.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { log10 } from '../core/math.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { blockwise, refuseOverflow } from '../filter/filter-runner.js';
import { sectionsDesign } from '../filter/sosfilt.js';
import { kWeighting, LEAST_RATE } from './k-weighting.js';

/** Options of {@link loudness}. */
export interface LoudnessOptions {
  /** Samples per second, Hz, >= 8000; may be left out when the signal carries it. */
  sampleRate?: number | null | undefined;
  /**
   * `torchaudio`: its filters, which are pyloudnorm's default too, its block positions, and its cutting off at 1 and -1 after each filter.
   * @defaultValue `null`
   */
  compat?: 'torchaudio' | null | undefined;
}

/** Left, right, centre, and the surround channels, which count for more. */
const WEIGHTS = [1, 1, 1, 1.41, 1.41];

const levelOf = (power: number): number => -0.691 + 10 * log10(power);

/** n + 1/2 goes to the even neighbour, as Python rounds. */
const roundEven = (x: number): number => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/** First samples of the blocks of 0.4 s, one every 0.1 s, and their length. */
function blocksOf(samples: number, sampleRate: number, compat: boolean): { starts: number[]; size: number } {
  const size = compat ? roundEven(0.4 * sampleRate) : Math.round(0.4 * sampleRate);
  const step = roundEven(size / 4);
  const starts: number[] = [];
  for (let j = 0; ; j++) {
    const start = compat ? j * step : Math.round((j * sampleRate) / 10);
    if (start + size > samples) return { starts, size };
    starts.push(start);
  }
}

/**
 * The integrated loudness of a programme: power after the K-weighting, averaged over the blocks of 0.4 s that are loud enough: above -70 LUFS, and
 * then above 10 LU less than the average of those.
 *
 * @param y - Signal, shape `[samples]` or `[channels, samples]` with up to 5 channels: left, right, centre, left and right surround. The
 * low-frequency channel is not to be among them.
 * @param options - See {@link LoudnessOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns LUFS (LKFS), relative to full scale at 1; `-Infinity` where no block is above -70 LUFS.
 * @throws {@link ParameterError} if an option is unknown or out of range, there are more than 5 channels or further axes, the signal is shorter
 * than 0.4 s, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const sine = tone(997, { sampleRate: 48000, duration: 1 });
 * loudness(sine, { sampleRate: 48000 }).toFixed(2); // '-3.01'
 * loudness(new Float32Array(48000), { sampleRate: 48000 }); // -Infinity
 * ```
 * @see ITU-R BS.1770-4 and EBU Tech 3341. Its filters are given for 48 kHz; here they have the same response at every rate (within 0.04 dB at
 * 8 kHz, 0.01 from 16 kHz on). torchaudio 2.11 `functional.loudness` and pyloudnorm 0.2 have others, also at 48 kHz.
 */
export function loudness(y: SignalInput, options?: LoudnessOptions): number {
  const caller = 'loudness';
  const settings = readOptions(caller, options, { sampleRate: null as number | null, compat: null as 'torchaudio' | null });
  expectOneOf(settings.compat, caller, 'compat', ['torchaudio', null]);
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const rate = resolveSampleRate(sampleRate, settings.sampleRate, caller);
  if (rate < LEAST_RATE) throw new ParameterError(caller, 'sampleRate', `must be >= ${LEAST_RATE} Hz, got ${rate}`);
  if (lead.length > 1) {
    throw new ParameterError(caller, 'y', `must have shape [samples] or [channels, samples], got shape [${[...lead, length].join(', ')}]`);
  }
  if (channels.length > WEIGHTS.length) {
    throw new ParameterError(caller, 'y', `must have up to 5 channels (L, R, C, Ls, Rs; leave the LFE out), got ${channels.length}`);
  }
  const compat = settings.compat !== null;
  const { starts, size } = blocksOf(length, rate, compat);
  if (starts.length === 0) throw new ParameterError(caller, 'y', `must be at least 0.4 s long, ${size} samples, got ${length}`);
  const filters = kWeighting(rate, compat).map((section) => blockwise(sectionsDesign([section], caller).kernel));
  const weighted = new Float64Array(length);
  const power = new Float64Array(starts.length); // of each block, all channels
  for (const [c, x] of channels.entries()) {
    filters.forEach((filter, i) => {
      filter(weighted, i === 0 ? x : weighted, new Float64Array(2));
      if (compat) for (let n = 0; n < length; n++) weighted[n] = Math.min(1, Math.max(-1, weighted[n]!));
    });
    refuseOverflow(weighted, channels, caller, 'y');
    addPower(power, weighted, starts, size, WEIGHTS[c]!);
  }
  return gatedLevel(power);
}

function addPower(power: Float64Array, x: Float64Array, starts: readonly number[], size: number, weight: number): void {
  for (let j = 0; j < starts.length; j++) {
    let sum = 0;
    for (let n = starts[j]!; n < starts[j]! + size; n++) sum += x[n]! * x[n]!;
    power[j] = power[j]! + (weight * sum) / size;
  }
}

/** The two gates. */
function gatedLevel(power: Float64Array): number {
  const mean = (list: Float64Array): number => list.reduce((sum, v) => sum + v, 0) / list.length;
  const loud = power.filter((v) => levelOf(v) > -70);
  if (loud.length === 0) return -Infinity;
  const gate = levelOf(mean(loud)) - 10;
  return levelOf(mean(loud.filter((v) => levelOf(v) > gate)));
}
