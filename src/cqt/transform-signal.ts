/**
 * From a signal and options to the values of a transform, channel by channel.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type Channels, readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { checkVqt } from './check-cqt.js';
import { type VqtSettings } from './cqt-options.js';
import { planVqt, type VqtDesign } from './plan-vqt.js';
import { countFrames, createRunner, type OctaveVisitor } from './run-vqt.js';
import { tunings } from './tuning-of.js';

/** A signal that passed all checks, and its transform. */
export interface TransformedSignal<T extends FloatArray> extends Channels<T> {
  readonly frames: number;
  /** The settings in force for a channel. */
  design(item: number): VqtDesign;
  /** Visits the values of a channel. */
  each(item: number, visit: OctaveVisitor): void;
}

/** Checks everything; estimates tunings where that is asked for. */
export function transformSignal<T extends FloatArray>(y: SignalInput<T>, o: VqtSettings, caller: string): TransformedSignal<T> {
  const binsPerOctave = checkVqt(o, caller);
  const signal = readSignal(y, caller);
  const sampleRate = resolveSampleRate(signal.sampleRate, o.sampleRate, caller);
  const { channels } = signal;
  if (!channels.every((x) => allFinite(x))) refuseNonFinite(Float64Array.of(NaN), channels, caller, 'y');
  const tuningOf = o.tuning === null ? tunings(y, sampleRate, binsPerOctave, caller, o.onWarning) : () => o.tuning!;
  const design = (item: number): VqtDesign => designOf(o, sampleRate, binsPerOctave, tuningOf(item));
  return {
    ...signal,
    frames: countFrames(signal.length, o.hopLength),
    design,
    each: (item, visit) => createRunner(planVqt(design(item), caller))(channels[item]!, countFrames(signal.length, o.hopLength), visit),
  };
}

/** Settings with what is known now. */
export function designOf(o: VqtSettings, sampleRate: number, binsPerOctave: number, tuning: number): VqtDesign {
  const { hopLength, fmin, nBins, filterScale, norm, sparsity, window, scale, padMode, resType, intervals, gamma } = o;
  return {
    hopLength,
    fmin,
    nBins,
    binsPerOctave,
    filterScale,
    norm,
    sparsity,
    window,
    scale,
    padMode,
    resType,
    intervals,
    gamma,
    tuning,
    sampleRate,
  };
}

/** Refuses a tuning that is not known. */
export function expectTuning(tuning: number | null, caller: string): asserts tuning is number {
  if (tuning === null) throw new ParameterError(caller, 'tuning', 'must be given; estimateTuning estimates it from a signal');
}
