/**
 * Tuning from a set of frequencies.
 * @module
 */
import { ParameterError, type Warning } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { log2 } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray, isDetached, isFloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';

/** Options of {@link pitchTuning}. */
export interface PitchTuningOptions {
  /** Width of a histogram bin, as a fraction of a pitch class, in (0, 1]: 0.01 is a cent with 12 bins per octave. @defaultValue `0.01` */
  resolution?: number | undefined;
  /** Pitch classes per octave, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Called when there is no frequency above 0; the tuning is then 0. @defaultValue `undefined` */
  onWarning?: ((warning: Warning) => void) | undefined;
}

const DEFAULTS = { resolution: 0.01, binsPerOctave: 12, onWarning: undefined as ((warning: Warning) => void) | undefined };

/**
 * Estimates by how much a set of frequencies is off the grid of A440, as the peak of a histogram of their deviations.
 *
 * The estimate is the lower edge of the fullest bin, as in librosa: the centre lies `resolution / 2` higher.
 *
 * @param frequencies - Frequencies, Hz, any shape. Those <= 0 are left out.
 * @param options - {@link PitchTuningOptions}.
 * @returns Tuning in [-0.5, 0.5), as a fraction of a pitch class (a semitone with 12 bins per octave).
 * @throws {@link ParameterError} if an option is unknown or out of range, or a frequency is not finite.
 * @example
 * ```ts
 * pitchTuning(Float64Array.of(443.1, 498.3, 559, 665.2, 222)); // 0.15
 * ```
 * @see librosa 0.11 `pitch_tuning`.
 */
export function pitchTuning(frequencies: FloatArray | NdArray<FloatArray>, options?: PitchTuningOptions): number {
  const o = readOptions('pitchTuning', options, DEFAULTS);
  checkTuningOptions(o, 'pitchTuning');
  const flat = flatten(frequencies);
  expectAllFinite(flat, 'pitchTuning', 'frequencies');
  return tuningOf(new Float64Array(flat), flat.length, o.resolution, o.binsPerOctave, 'pitchTuning', o.onWarning);
}

/** An empty set is a fair answer to "which frequencies were found", so it is no error here. */
function flatten(frequencies: FloatArray | NdArray<FloatArray>): FloatArray {
  if (isNdArray(frequencies) && isFloatArray(frequencies.data) && frequencies.data.length > 0) return toRowMajor(frequencies);
  if (isFloatArray(frequencies) && frequencies.length === 0 && !isDetached(frequencies)) return frequencies;
  return readSignal(frequencies, 'pitchTuning', 'frequencies').channels[0]!;
}

/** The checks shared with `estimateTuning`. */
export function checkTuningOptions(o: { resolution: number; binsPerOctave: number }, caller: string): void {
  expectFinite(o.resolution, caller, 'resolution');
  if (!(o.resolution > 0 && o.resolution <= 1)) throw new ParameterError(caller, 'resolution', `must be in (0, 1], got ${o.resolution}`);
  expectInteger(o.binsPerOctave, caller, 'binsPerOctave', 1);
}

/** Peak of the histogram of the first `count` frequencies' deviations from A440's grid. */
export function tuningOf(
  frequencies: Float64Array,
  count: number,
  resolution: number,
  binsPerOctave: number,
  caller: string,
  onWarning: ((warning: Warning) => void) | undefined,
): number {
  const cells = Math.ceil(1 / resolution);
  const step = 1 / cells;
  const counts = new Int32Array(cells);
  let used = 0;
  for (let i = 0; i < count; i++) {
    const f = frequencies[i]!;
    if (!(f > 0)) continue;
    used++;
    const position = binsPerOctave * log2(f / 27.5); // A0, where octaves begin
    let deviation = position - Math.floor(position);
    if (deviation >= 0.5) deviation -= 1;
    let cell = Math.min(Math.floor((deviation + 0.5) * cells), cells - 1);
    // The edges are rounded as numpy rounds them; put what lies on one where `edge <= deviation` says.
    if (cell > 0 && deviation < cell * step - 0.5) cell--;
    else if (cell < cells - 1 && deviation >= (cell + 1) * step - 0.5) cell++;
    counts[cell]!++;
  }
  if (used === 0) {
    onWarning?.({ caller, code: 'no-pitches', message: `${caller}: no frequency above 0 Hz to tell the tuning from; it is taken as 0` });
    return 0;
  }
  let best = 0;
  for (let cell = 1; cell < cells; cell++) if (counts[cell]! > counts[best]!) best = cell;
  return best * step - 0.5;
}
