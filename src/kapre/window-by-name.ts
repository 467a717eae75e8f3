/**
 * The windows of `tf.signal` by their names.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { sinRatio, sinTurns } from '../core/math.js';
import { getWindow } from '../window/get-window.js';

/** The names kapre knows. Kaiser windows have beta 12, since kapre has no way to say another. */
export type WindowName = 'hann_window' | 'hamming_window' | 'kaiser_window' | 'kaiser_bessel_derived_window' | 'vorbis_window';

export const WINDOW_NAMES: readonly WindowName[] = [
  'hann_window',
  'hamming_window',
  'kaiser_window',
  'kaiser_bessel_derived_window',
  'vorbis_window',
];

const BETA = 12;

/**
 * The samples of a window. Hann and Hamming are periodic; in `tf.signal` those of odd length are symmetric, whatever its option
 * `periodic` says, which `compat` repeats. The others are symmetric by definition.
 */
export function windowByName(name: WindowName, length: number, compat: boolean, caller: string): Float64Array {
  const periodic = !(compat && length % 2 === 1);
  switch (name) {
    case 'hann_window':
      return getWindow('hann', length, { fftbins: periodic });
    case 'hamming_window':
      return getWindow('hamming', length, { fftbins: periodic });
    case 'kaiser_window':
      return getWindow(['kaiser', BETA], length, { fftbins: false });
    case 'kaiser_bessel_derived_window':
      if (length % 2 === 1) throw new ParameterError(caller, 'winLength', `must be even for a ${name}, got ${length}`);
      return getWindow(['kaiser_bessel_derived', BETA], length, { fftbins: false });
    case 'vorbis_window': // sin(pi/2 sin(pi (n + 1/2) / length) ** 2)
      return Float64Array.from({ length }, (_, n) => sinTurns(sinRatio(2 * Math.min(n, length - 1 - n) + 1, 4 * length) ** 2 / 4));
  }
}
