/**
 * The decibels of kapre 0.1.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type DataFormat, type Format } from './data-format.js';
import { type OnWarning } from './decibel.js';
import { convertToDecibel } from './magnitude-to-decibel.js';

/** Options of {@link amplitudeToDecibel}. */
export interface AmplitudeToDecibelOptions {
  /** Smallest amplitude that is told apart, > 0: smaller ones count as this. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** Range kept below the loudest point of its item, dB, > 0. @defaultValue `80` */
  dynamicRange?: number | undefined;
  /** How `x` lies; `null`: `[...channels, bins, frames]`, each channel an item. In a format a clip with all its channels is one. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
  /** Called when an item has one level everywhere, which is 0 dB here: silence looks like the loudest sound. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

/**
 * `10 log10(max(amin, x))` less that of the loudest point of the item: from `-dynamicRange` to 0, where 0 is the loudest point.
 *
 * @param x - Amplitudes: an ndarray `[...channels, bins, frames]`, a batch in `dataFormat`, or a typed array, which is one item. Finite.
 * @param options - {@link AmplitudeToDecibelOptions}.
 * @returns Decibels, same kind, shape and precision as `x`.
 * @throws `ParameterError` if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { amplitudeToDecibel } from '@audiolab/dsp/kapre';
 *
 * amplitudeToDecibel(Float64Array.of(0, 0.1, 1, 100)); // [-80, -30, -20, 0]
 * ```
 * @see kapre 0.1.7 `backend_keras.amplitude_to_decibel`, the layer `AmplitudeToDB`.
 */
export function amplitudeToDecibel<T extends FloatArray>(x: T, options?: AmplitudeToDecibelOptions): T;
export function amplitudeToDecibel<T extends FloatArray>(x: NdArray<T>, options?: AmplitudeToDecibelOptions): NdArray<T>;
export function amplitudeToDecibel<T extends FloatArray>(x: T | NdArray<T>, options?: AmplitudeToDecibelOptions): T | NdArray<T> {
  const { dataFormat, ...settings } = readOptions('amplitudeToDecibel', options, {
    amin: 1e-10,
    dynamicRange: 80,
    dataFormat: null as Format,
    onWarning: null as OnWarning,
  });
  return convertToDecibel(x, { ...settings, refValue: null }, dataFormat, 'amplitudeToDecibel');
}
