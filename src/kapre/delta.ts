/**
 * kapre's slopes over time.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { padIndex } from '../frame/edge.js';
import { type DataFormat, type Format } from './data-format.js';
import { mapItems } from './map-items.js';

/** What frames are said to be before the first and behind the last: mirrored with or without that one, or zeros. */
export type DeltaMode = 'symmetric' | 'reflect' | 'constant';

/** Options of {@link delta}. */
export interface DeltaOptions {
  /** Frames that a slope is fitted to, odd, >= 3. @defaultValue `5` */
  winLength?: number | undefined;
  /** What lies outside. @defaultValue `'symmetric'` */
  mode?: DeltaMode | undefined;
  /** How `S` lies; `null`: `[...channels, bins, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * The slope over time: `sum of n S[t + n] / (2 sum of n²)`, n from 1 to `(winLength - 1) / 2` on both sides.
 *
 * @param S - Features, shape `[...channels, bins, frames]`, or a batch in `dataFormat`; any number of channels (kapre's layer takes one).
 * @param options - {@link DeltaOptions}.
 * @returns Shape and precision as `S`.
 * @throws `ParameterError` if an option is unknown or out of range, there are too few frames to mirror, or a value is not finite.
 * @example
 * ```ts
 * import { delta, frame } from '@audiolab/dsp/kapre';
 *
 * const S = frame(Float64Array.of(0, 1, 4, 9, 16), { frameLength: 1, hopLength: 1 });
 * delta(S, { winLength: 3 }).data; // [0.5, 2, 4, 6, 3.5]
 * ```
 * @see kapre 0.4.0 `Delta`.
 */
export function delta<T extends FloatArray>(S: NdArray<T>, options?: DeltaOptions): NdArray<T> {
  const { winLength, mode, dataFormat } = readOptions('delta', options, {
    winLength: 5,
    mode: 'symmetric' as DeltaMode,
    dataFormat: null as Format,
  });
  expectInteger(winLength, 'delta', 'winLength', 3);
  if (winLength % 2 === 0) throw new ParameterError('delta', 'winLength', `must be an odd integer >= 3, got ${winLength}`);
  expectOneOf(mode, 'delta', 'mode', ['symmetric', 'reflect', 'constant']);
  const half = (winLength - 1) / 2;
  let norm = 0;
  for (let n = 1; n <= half; n++) norm += 2 * n * n;
  return mapItems(S, dataFormat, 'delta', ({ bins, frames }) => {
    const most = mode === 'constant' ? Infinity : mode === 'symmetric' ? frames : frames - 1;
    if (half > most) {
      throw new ParameterError(
        'delta',
        'winLength',
        `must be <= ${2 * most + 1} with mode "${mode}" and ${frames} frames, got ${winLength}`,
      );
    }
    return {
      rows: bins,
      kernel(out, to, x, from) {
        for (let t = 0; t < frames; t++) {
          for (let n = -half; n <= half; n++) {
            const source = padIndex(mode, t + n, frames);
            if (source < 0 || n === 0) continue;
            const [row, at] = [from + source * bins, to + t * bins];
            for (let k = 0; k < bins; k++) out[at + k]! += n * x[row + k]!;
          }
          for (let k = 0, at = to + t * bins; k < bins; k++) out[at + k]! /= norm;
        }
      },
    };
  });
}
