/**
 * Pitch by probabilistic YIN.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { exp2, log2 } from '../core/math.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type NdArray } from '../core/nd.js';
import { decodeLikeLibrosa } from './librosa-decoder.js';
import { createLibrosaTroughs } from './librosa-troughs.js';
import { createPitchCandidates } from './pitch-candidates.js';
import { decodePitch } from './pitch-decoder.js';
import { countPitchFrames, eachPitchFrame, framewise } from './pitch-frames.js';
import { PITCH_DEFAULTS, type PitchOptions, type PitchRange, resolveRange } from './pitch-range.js';
import { type PitchStates } from './pitch-states.js';
import { createTroughs } from './troughs.js';

/** Options of {@link pyin}. */
export interface PyinOptions extends PitchOptions {
  /** Thresholds between 0 and 1, >= 1. @defaultValue `100` */
  nThresholds?: number | undefined;
  /** Parameters a, b > 0 of the beta distribution that says how probable a threshold is. @defaultValue `[2, 18]` */
  betaParameters?: readonly [number, number] | undefined;
  /** How much a trough is preferred to those behind it, > 0: by e to this power. @defaultValue `2` */
  boltzmannParameter?: number | undefined;
  /** Step of the grid on which paths are compared, semitones, in (0, 1]; rounded down to a whole part of one. @defaultValue `0.1` */
  resolution?: number | undefined;
  /** The fastest that pitch can change, octaves per second, > 0. @defaultValue `35.92` */
  maxTransitionRate?: number | undefined;
  /** Probability that a frame changes between voiced and unvoiced, in [0, 1]. @defaultValue `0.01` */
  switchProb?: number | undefined;
  /** Share of the thresholds under which there is no trough that the deepest one gets, in [0, 1]. @defaultValue `0.01` */
  noTroughProb?: number | undefined;
  /** Pitch of unvoiced frames, Hz or NaN; `null`: the best guess. @defaultValue `NaN` */
  fillNa?: number | null | undefined;
  /** `'librosa'`: the numbers of librosa 0.11. @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

const DEFAULTS = {
  ...PITCH_DEFAULTS,
  nThresholds: 100,
  betaParameters: [2, 18] as readonly [number, number],
  boltzmannParameter: 2,
  resolution: 0.1,
  maxTransitionRate: 35.92,
  switchProb: 0.01,
  noTroughProb: 0.01,
  fillNa: NaN as number | null,
  compat: null as 'librosa' | null,
};

/** What {@link pyin} finds: arrays of `frames` values for one channel, else ndarrays of shape `[...channels, frames]`. */
export interface Pyin<F, V, P> {
  /** Pitch, Hz; `fillNa` where a frame is unvoiced. */
  readonly f0: F;
  /** 1 where a frame is voiced, else 0. */
  readonly voicedFlag: V;
  /** Probability that a frame is voiced, in [0, 1], before its neighbours have been asked. */
  readonly voicedProb: P;
}

/**
 * Estimates pitch and voicing as Mauch and Dixon do: the troughs of {@link yin} under all thresholds at once, each with its probability, are the
 * observations of a hidden Markov model whose states are pitches, voiced or unvoiced; the result is its most probable path. The pitch of a voiced
 * frame is that of the trough on the path, not of the grid.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PyinOptions}; `fmin` and `fmax` must be given.
 * @returns `{ f0, voicedFlag, voicedProb }`, one value a frame, in the precision of `y`; the flags are a Uint8Array.
 * `frames = 1 + floor((samples + 2 floor(frameLength / 2) - frameLength) / hopLength)` for centred frames and
 * `1 + floor((samples - frameLength) / hopLength)` otherwise. Unvoiced frames have the pitch NaN unless `fillNa` says another number; nothing else is
 * ever NaN. The path is chosen when the signal has ended: look-ahead, all of it.
 * @throws {@link ParameterError} if an option is missing, unknown or out of range, two periods of `fmin` do not fit into a frame, a sample is not
 * finite, or `y` is shorter than a frame that is not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const { f0, voicedFlag, voicedProb } = pyin(y, { sampleRate: 22050, fmin: 65, fmax: 2093 });
 * f0[20]!.toFixed(1); // '440.0'
 * voicedFlag[20]; // 1
 * voicedProb[20]!.toFixed(2); // '1.00'
 * pyin(y.map(() => 0), { sampleRate: 22050, fmin: 65, fmax: 2093 }).f0[20]; // NaN
 * ```
 * @see M. Mauch, S. Dixon, "pYIN: A fundamental frequency estimator using probabilistic threshold distributions", 2014. librosa 0.11 `pyin` for
 * `compat: 'librosa'`, which differs as in {@link yin}, and: `f0` is the grid's; a candidate above the last pitch of the grid is lost, and of two
 * in one bin the first; high tones with harmonics come out an octave low, since heights are those of whole lags; noise
 * is called voiced more often than not; moves are half as fast as `maxTransitionRate` says, in whole semitones.
 */
export function pyin<T extends FloatArray>(y: T, options: PyinOptions): Pyin<T, Uint8Array, T>;
export function pyin<T extends FloatArray>(
  y: SignalInput<T>,
  options: PyinOptions,
): Pyin<T | NdArray<T>, Uint8Array | NdArray<Uint8Array>, T | NdArray<T>>;
export function pyin<T extends FloatArray>(
  y: SignalInput<T>,
  options: PyinOptions,
): Pyin<T | NdArray<T>, Uint8Array | NdArray<Uint8Array>, T | NdArray<T>> {
  const o = readOptions('pyin', options, DEFAULTS);
  const { lead, channels, length, sampleRate: carried } = readSignal(y, 'pyin');
  const range = resolvePyin(o, resolveSampleRate(carried, o.sampleRate, 'pyin'));
  const frames = countPitchFrames(range, length, 'pyin');
  const f0 = new Float64Array(channels.length * frames);
  const voicedFlag = new Uint8Array(f0.length);
  const voicedProb = new Float64Array(f0.length);
  const states = statesOf(range, o);
  const candidates = createPitchCandidates(range, states, o.compat ? createLibrosaTroughs(range) : createTroughs(range), o);
  const decode = o.compat ? decodeLikeLibrosa : decodePitch;
  const finish = (channel: number): void => {
    const seen = candidates.take();
    const path = decode(states, seen, frames);
    const at = channel * frames;
    voicedProb.set(seen.voiced, at);
    for (let t = 0; t < frames; t++) {
      const bin = path[t]! % states.bins;
      voicedFlag[at + t] = Number(path[t]! < states.bins);
      if (!voicedFlag[at + t] && o.fillNa !== null) f0[at + t] = o.fillNa;
      else f0[at + t] = (!o.compat && voicedFlag[at + t] && seen.pitchOf(t, bin)) || range.fmin * exp2(bin / states.binsPerOctave);
    }
  };
  eachPitchFrame({ lead, channels, length, sampleRate: carried }, range, 'pyin', (x, from, channel, t) => {
    const energy = candidates.add(x, from);
    if (t === frames - 1) finish(channel);
    return energy;
  });
  const like = channels[0]!;
  return {
    f0: framewise(roundLike(like, f0), lead, frames),
    voicedFlag: framewise(voicedFlag, lead, frames),
    voicedProb: framewise(roundLike(like, voicedProb), lead, frames),
  };
}

function resolvePyin(o: typeof DEFAULTS, sampleRate: number): PitchRange {
  const caller = 'pyin';
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  expectInteger(o.nThresholds, caller, 'nThresholds', 1);
  const beta: unknown = o.betaParameters;
  if (!Array.isArray(beta) || beta.length !== 2)
    throw new TypeError(`${caller}: "betaParameters" must be a pair of numbers, got ${show(beta)}`);
  for (const value of beta as unknown[]) expectPositive(value, caller, 'betaParameters');
  expectPositive(o.boltzmannParameter, caller, 'boltzmannParameter');
  expectPositive(o.resolution, caller, 'resolution');
  if (o.resolution > 1) throw new ParameterError(caller, 'resolution', `must be <= 1 semitone, got ${o.resolution}`);
  expectPositive(o.maxTransitionRate, caller, 'maxTransitionRate');
  expectFinite(o.switchProb, caller, 'switchProb', 0, 1);
  expectFinite(o.noTroughProb, caller, 'noTroughProb', 0, 1);
  if (o.fillNa !== null && !Number.isNaN(o.fillNa)) expectFinite(o.fillNa, caller, 'fillNa');
  return resolveRange(o, sampleRate, o.compat !== null, caller);
}

/** The grid of pitches. librosa's ends at or below `fmax`, ours at or above it. */
function statesOf({ fmin, fmax, hopLength, sampleRate }: PitchRange, o: typeof DEFAULTS): PitchStates & { readonly binsPerOctave: number } {
  const perSemitone = Math.ceil(1 / o.resolution);
  const binsPerOctave = 12 * perSemitone;
  const span = binsPerOctave * log2(fmax / fmin);
  const bins = o.compat ? Math.floor(span) + 1 : Math.ceil(span - 1e-9) + 1;
  const semitones = (o.maxTransitionRate * 12 * hopLength) / sampleRate;
  const reach = o.compat ? (roundHalfEven(semitones) * perSemitone) >> 1 : Math.max(1, Math.round(semitones * perSemitone));
  return { bins, reach: Math.min(reach, bins - 1), switchProb: o.switchProb, noTroughProb: o.noTroughProb, binsPerOctave };
}

const roundHalfEven = (x: number): number => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
