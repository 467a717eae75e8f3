/**
 * What is known of a tempo before anything is heard.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectOneOf, expectPositive } from '../core/options.js';
import { log2 } from '../core/math.js';

/** The logarithm of how probable a tempo is, given in beats per minute; need not be normalised. */
export type TempoPrior = (bpm: number) => number;

/** How a tempo is chosen. */
export interface TempoChoice {
  /** The most probable tempo, beats per minute, > 0. @defaultValue `120` */
  startBpm?: number | undefined;
  /** Octaves from there to tempi that are `exp(-1/2)` as probable, > 0. @defaultValue `1` */
  stdBpm?: number | undefined;
  /** Tempi must be slower than this, beats per minute, > 0; `null`: no bound. @defaultValue `320` */
  maxTempo?: number | null | undefined;
  /** How probable tempi are, instead of `startBpm` and `stdBpm`. @defaultValue `null` */
  prior?: TempoPrior | null | undefined;
  /**
   * `'librosa'`: the tempo of a whole lag, the one that librosa chooses; and the loudest of all channels decides where levels are cut off.
   * `null`: refined, and halved lags considered. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

/** {@link TempoChoice} with defaults filled in. */
export interface TempoChoiceSettings {
  startBpm: number;
  stdBpm: number;
  maxTempo: number | null;
  prior: TempoPrior | null;
  compat: 'librosa' | null;
}

/** The defaults of librosa's `tempo`. */
export const TEMPO_CHOICE: TempoChoiceSettings = { startBpm: 120, stdBpm: 1, maxTempo: 320, prior: null, compat: null };

/** Refuses what is out of range. */
export function checkTempoChoice(o: TempoChoiceSettings, caller: string): void {
  expectPositive(o.startBpm, caller, 'startBpm');
  expectPositive(o.stdBpm, caller, 'stdBpm');
  if (o.maxTempo !== null) expectPositive(o.maxTempo, caller, 'maxTempo');
  expectPrior(o.prior, caller);
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
}

/** Refuses a prior that is none. */
export function expectPrior(prior: unknown, caller: string): void {
  if (prior !== null && typeof prior !== 'function') {
    throw new TypeError(`${caller}: "prior" must be null or a function of beats per minute, got ${show(prior)}`);
  }
}

/** The logarithm of how probable each lag is; lag 0, which has no tempo, is impossible. `bpmFrames` is beats per minute times frames of lag. */
export function lagBonus(lags: number, bpmFrames: number, o: TempoChoiceSettings, caller: string): Float64Array {
  const { startBpm, stdBpm, maxTempo, prior } = o;
  const bonus = Float64Array.from({ length: lags }, (_, lag) => {
    if (lag === 0) return -Infinity;
    const bpm = bpmFrames / lag;
    if (prior) return prior(bpm);
    const octaves = (log2(bpm) - log2(startBpm)) / stdBpm;
    return -0.5 * octaves * octaves;
  });
  if (maxTempo === null) return bonus;
  const slowest = bpmFrames / (lags - 1);
  if (slowest >= maxTempo)
    throw new ParameterError(caller, 'maxTempo', `must be > ${slowest}, the tempo of the longest lag, got ${maxTempo}`);
  for (let lag = 1; bpmFrames / lag >= maxTempo; lag++) bonus[lag] = -Infinity;
  return bonus;
}
