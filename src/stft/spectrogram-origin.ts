/**
 * What a given spectrogram was made from: its FFT size and its rate, which it cannot carry.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { expectPositive } from '../core/options.js';

/** The FFT size behind a given spectrogram: the option if it fits the bins, else `2 (bins - 1)`. */
export function resolveNFft(nFft: number | null, bins: number, caller: string): number {
  if (nFft === null) {
    if (bins < 2) throw new ParameterError(caller, 'nFft', 'must be given for a spectrogram with 1 bin');
    return 2 * (bins - 1);
  }
  expectFftSize(nFft, caller, 'nFft');
  if (Math.floor(nFft / 2) + 1 !== bins) {
    throw new ParameterError(caller, 'nFft', `must be ${2 * bins - 2} or ${2 * bins - 1} for a spectrogram of ${bins} bins, got ${nFft}`);
  }
  return nFft;
}

/** The rate of a spectrogram, which cannot carry one. */
export function spectrogramRate(sampleRate: number | null, caller: string, instead = ''): number {
  if (sampleRate === null) {
    throw new ParameterError(caller, 'sampleRate', `must be given in Hz${instead}, since a spectrogram does not carry its rate`);
  }
  expectPositive(sampleRate, caller, 'sampleRate');
  return sampleRate;
}
