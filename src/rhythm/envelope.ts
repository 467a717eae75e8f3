/**
 * Onset envelopes as input: given ones, and those of a signal.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type Channels, readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';
import { expectInteger } from '../core/options.js';
import { type Aggregator } from './aggregate.js';
import { type Sight, sightOf } from './attack.js';
import { fluxInto } from './flux.js';
import { melDecibelDefaults, melDecibels, type MelDecibelSettings } from './mel-decibels.js';

/** Envelopes of some channels in double precision. */
export interface Envelopes<T extends FloatArray = FloatArray> {
  readonly lead: readonly number[];
  /** Frames per channel. */
  readonly frames: number;
  /** The channels; never write to them. */
  readonly each: readonly Float64Array[];
  /** What decides the precision of results. */
  readonly like: T;
}

/** Reads envelopes `[...channels, frames]` given by the caller. */
export function readEnvelopes<T extends FloatArray>(x: SignalInput<T>, caller: string): Envelopes<T> {
  const { lead, length, channels } = readSignal(x, caller, 'onsetEnvelope');
  for (const channel of channels) refuseNonFinite(channel, channels, caller, 'onsetEnvelope');
  return { lead, frames: length, each: channels.map(widen), like: channels[0]! };
}

/** Where a function that hears a signal gets its envelope from. */
export interface EnvelopeOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
}

/** Their defaults. */
export const ENVELOPE_DEFAULTS = { sampleRate: null as number | null, hopLength: 512 };

/** A signal and the envelopes of its channels. */
export interface HeardEnvelopes<T extends FloatArray = FloatArray> extends Envelopes<T> {
  readonly sampleRate: number;
  readonly signal: Channels<T>;
}

/**
 * The envelopes that onset detection (mean over bands), tempograms (the same) and beat trackers (median) hear: those of `onsetStrength` with
 * its defaults but the hop.
 */
export function hearEnvelopes<T extends FloatArray>(
  y: SignalInput<T>,
  o: typeof ENVELOPE_DEFAULTS,
  aggregate: Aggregator,
  caller: string,
  shared: boolean,
): HeardEnvelopes<T> {
  return hear(readSignal(y, caller), o, aggregate, caller, shared);
}

/** Envelopes that hear the ends of a signal too, and what it takes to find in the samples what they show. */
export interface EnvelopesWithEnds<T extends FloatArray = FloatArray> extends HeardEnvelopes<T> {
  /** `each` has as many frames more behind these. */
  readonly delay: number;
  readonly sight: Sight;
}

/**
 * As {@link hearEnvelopes}, but with silence before and behind the signal: a sound that is there from the first sample on rises from silence,
 * though not higher than any other; and what the last spectra show, which `center` puts off beyond the end, stands in `delay` more frames.
 */
export function hearWithEnds<T extends FloatArray>(
  y: SignalInput<T>,
  o: typeof ENVELOPE_DEFAULTS,
  aggregate: Aggregator,
  caller: string,
): EnvelopesWithEnds<T> {
  const { hopLength } = o;
  expectInteger(hopLength, caller, 'hopLength', 1);
  const { nFft } = melSettings(o);
  const delay = Math.floor(nFft / (2 * hopLength));
  const heard = hear(readSignal(y, caller), o, aggregate, caller, false, delay + 1, delay);
  const frames = heard.frames - 2 * delay - 1;
  const each = heard.each.map((envelope) => {
    const own = envelope.subarray(delay + 1);
    let most = 0;
    for (let t = delay + 1; t < frames; t++) if (own[t]! > most) most = own[t]!;
    if (most > 0) for (let t = 0; t <= delay && t < frames; t++) own[t] = Math.min(own[t]!, most);
    return own;
  });
  return { ...heard, frames, each, delay, sight: sightOf(hopLength, nFft, heard.sampleRate) };
}

function hear<T extends FloatArray>(
  signal: Channels<T>,
  o: typeof ENVELOPE_DEFAULTS,
  aggregate: Aggregator,
  caller: string,
  shared: boolean,
  before = 0,
  after = 0,
): HeardEnvelopes<T> {
  const { data, frames, bins, sampleRate, hopLength, nFft } = melDecibels(signal, melSettings(o), caller, shared, before, after);
  const rule = {
    lag: 1,
    maxSize: 1,
    detrend: false,
    delay: Math.floor(nFft / (2 * hopLength)),
    slices: [[0, bins]] as const,
    aggregate,
  };
  const each = signal.channels.map((_, c) => {
    const out = new Float64Array(frames);
    fluxInto(out, 0, data, data, c * frames * bins, frames, bins, rule);
    return out;
  });
  return { lead: signal.lead, frames, each, like: signal.channels[0]!, sampleRate, signal };
}

const melSettings = ({ sampleRate, hopLength }: typeof ENVELOPE_DEFAULTS): MelDecibelSettings => ({
  ...melDecibelDefaults(),
  sampleRate,
  hopLength,
});
