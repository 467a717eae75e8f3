/**
 * Checking the options of constant-Q transforms.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { isFloatArray } from '../core/types.js';
import { expectNorm } from '../filterbank/wavelet.js';
import { type StftPadMode } from '../stft/framing.js';
import { type CqtResampleType, type VqtSettings } from './cqt-options.js';

const RESAMPLERS: readonly CqtResampleType[] = ['soxr_hq', 'polyphase', 'sinc'];
const PAD_MODES: readonly StftPadMode[] = ['constant', 'edge', 'linear_ramp', 'reflect', 'symmetric'];
const INTERVALS = ['equal', 'pythagorean', 'ji3', 'ji5', 'ji7'] as const;

/** Refuses options out of range; the rate is looked at with the signal. Returns the bins per octave, which a list of intervals decides. */
export function checkVqt(o: Omit<VqtSettings, 'onWarning'>, caller: string): number {
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  if (o.fmin !== null) expectPositive(o.fmin, caller, 'fmin');
  expectInteger(o.nBins, caller, 'nBins', 1, 100000);
  expectInteger(o.binsPerOctave, caller, 'binsPerOctave', 1, 1000);
  if (o.tuning !== null) expectFinite(o.tuning, caller, 'tuning');
  expectPositive(o.filterScale, caller, 'filterScale');
  expectNorm(o.norm, caller);
  expectFinite(o.sparsity, caller, 'sparsity');
  if (!(o.sparsity >= 0 && o.sparsity < 1)) throw new ParameterError(caller, 'sparsity', `must be in [0, 1), got ${o.sparsity}`);
  expectBoolean(o.scale, caller, 'scale');
  expectOneOf(o.padMode, caller, 'padMode', PAD_MODES);
  expectOneOf(o.resType, caller, 'resType', RESAMPLERS);
  if (o.gamma !== null) expectFinite(o.gamma, caller, 'gamma', 0);
  return readOctave(o.intervals, o.binsPerOctave, caller);
}

function readOctave(intervals: VqtSettings['intervals'], binsPerOctave: number, caller: string): number {
  if (typeof intervals === 'string') {
    expectOneOf(intervals, caller, 'intervals', INTERVALS);
    return binsPerOctave;
  }
  if (!Array.isArray(intervals) && !isFloatArray(intervals)) {
    throw new TypeError(`${caller}: "intervals" must be a name or a list of ratios, got ${show(intervals)}`);
  }
  if (intervals.length === 0) throw new ParameterError(caller, 'intervals', 'must not be empty');
  for (let i = 0; i < intervals.length; i++) expectPositive(intervals[i], caller, `intervals[${i}]`);
  return intervals.length;
}
