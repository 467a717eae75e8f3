/**
 * The tuning of each channel, given or estimated.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type SignalInput } from '../core/signal.js';
import { tuningOfItem } from '../pitch/estimate-tuning.js';
import { PEAK_DEFAULTS } from '../pitch/peak-options.js';
import { finderFor } from '../pitch/piptrack.js';
import { STFT_DEFAULTS } from '../stft/framing.js';
import { signalSource } from '../stft/signal-source.js';

/** What `estimateTuning` says of channel `item`. */
export function tunings(
  y: SignalInput,
  sampleRate: number,
  binsPerOctave: number,
  caller: string,
  onWarning: ((warning: Warning) => void) | undefined,
): (item: number) => number {
  const source = signalSource(y, STFT_DEFAULTS, caller, 1);
  const finder = finderFor(source, PEAK_DEFAULTS, sampleRate, source.nFft, caller);
  return (item) => tuningOfItem(source, item, finder, sampleRate / source.nFft, 0.01, binsPerOctave, caller, onWarning);
}
