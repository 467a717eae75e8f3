/**
 * A channel that says how high a bin is.
 * @module
 */
import { expectFiniteFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { concatenateChannels, withChannels } from './concatenate-channels.js';
import { type DataFormat, expectFormat, type Format, readSpectrogram, shapeSpectrogram } from './data-format.js';

/** Options of {@link concatenateFrequencyMap}. */
export interface ConcatenateFrequencyMapOptions {
  /** How `S` lies; `null`: `[...batch, channels, bins, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * Appends a channel that rises from 0 in the lowest bin to 1 in the highest, so that a convolution behind it can tell frequencies apart.
 *
 * @param S - Spectrogram, shape `[...batch, channels, bins, frames]`; one of shape `[bins, frames]` counts as one channel. Or a batch in
 * `dataFormat`.
 * @param options - {@link ConcatenateFrequencyMapOptions}.
 * @returns Shape `[...batch, channels + 1, bins, frames]`, or a batch in `dataFormat`. Precision as `S`.
 * @throws `ParameterError` if an option is unknown or a value is not finite.
 * @example
 * ```ts
 * import { concatenateFrequencyMap, stftMagnitude } from '@audiolab/dsp/kapre';
 *
 * const S = concatenateFrequencyMap(stftMagnitude(new Float64Array(16).fill(1), { nFft: 8, hopLength: 4 }));
 * S.shape; // [2, 5, 3]
 * [0, 1, 2, 3, 4].map((k) => S.get(1, k, 0)); // [0, 0.25, 0.5, 0.75, 1]
 * ```
 * @see kapre 0.4.0 `ConcatenateFrequencyMap`. K. Koutini, H. Eghbal-zadeh and G. Widmer, "Receptive-field-regularized CNN variants for
 * acoustic scene classification", DCASE 2019.
 */
export function concatenateFrequencyMap<T extends FloatArray>(S: NdArray<T>, options?: ConcatenateFrequencyMapOptions): NdArray<T> {
  const caller = 'concatenateFrequencyMap';
  const { dataFormat } = readOptions(caller, options, { dataFormat: null as Format });
  expectFormat(dataFormat, caller, 'dataFormat');
  const features = readSpectrogram(S, caller, dataFormat, 'dataFormat');
  expectFiniteFeatures(features, caller);
  const { data, lead, bins, frames } = features;
  const batch = sizeOf(lead.slice(0, -1));
  const map = arrayLike(data, batch * frames * bins);
  for (let i = 0; i < map.length; i++) map[i] = bins === 1 ? 0 : (i % bins) / (bins - 1);
  const out = concatenateChannels([data, map], batch);
  return shapeSpectrogram(
    out,
    withChannels(lead, (c) => c + 1),
    bins,
    frames,
    dataFormat,
    caller,
    'dataFormat',
  );
}
