/**
 * How many octaves a chromagram is made of.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger } from '../core/options.js';
import { fittingBins } from '../cqt/bands.js';
import { checkVqt } from '../cqt/check-cqt.js';
import { type VqtSettings } from '../cqt/cqt-options.js';
import { designOf } from '../cqt/transform-signal.js';

/** How many there are when nobody says. */
const OCTAVES = 7;

/**
 * The octaves in force. Of those asked for all must fit below half the sample rate; unasked, as many of seven as do, and `onWarning` is
 * told if they are fewer. A tuning that is still to be estimated may be any: half a bin up is the most.
 */
export function octavesFor(o: VqtSettings & { sampleRate: number }, asked: number | null, caller: string): number {
  if (asked !== null) expectInteger(asked, caller, 'nOctaves', 1, 50);
  const binsPerOctave = checkVqt(o, caller);
  const octaves = asked ?? OCTAVES;
  const tuning = o.tuning ?? (asked === null ? 0.5 : 0);
  const design = { ...designOf(o, o.sampleRate, binsPerOctave, tuning), nBins: octaves * binsPerOctave };
  const most = Math.floor(fittingBins(design, caller) / binsPerOctave);
  if (most >= octaves) return octaves;
  if (most === 0) throw new ParameterError(caller, 'fmin', `must leave a whole octave below half of sampleRate = ${o.sampleRate}`);
  if (asked !== null) {
    throw new ParameterError(caller, 'nOctaves', `must be <= ${most}, what fits below half of sampleRate = ${o.sampleRate}, got ${asked}`);
  }
  o.onWarning?.({
    caller,
    code: 'fewer-octaves',
    message: `${caller}: ${most} octaves fit below half of sampleRate = ${o.sampleRate}, instead of ${OCTAVES}; give nOctaves to agree`,
  });
  return most;
}
