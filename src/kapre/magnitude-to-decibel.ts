/**
 * kapre's decibels.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { expectFiniteFeatures } from '../core/features.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { readSignal } from '../core/signal.js';
import { type DataFormat, expectFormat, type Format, itemsOf, readSpectrogram, shapeSpectrogram } from './data-format.js';
import { type DecibelNames, type DecibelSettings, expectDecibel, type OnWarning, toDecibel } from './decibel.js';

/** Options of {@link magnitudeToDecibel}. */
export interface MagnitudeToDecibelOptions {
  /** Magnitude at 0 dB, > 0. @defaultValue `1` */
  refValue?: number | undefined;
  /** Smallest magnitude that is told apart, > 0: smaller ones and a smaller reference count as this. @defaultValue `1e-5` */
  amin?: number | undefined;
  /** Range kept, dB, > 0: what lies further below the loudest point of its item is raised to that. @defaultValue `80` */
  dynamicRange?: number | undefined;
  /** How `S` lies; `null`: `[...channels, bins, frames]`, each channel an item. In a format a clip with all its channels is one. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
  /** Called when an item has one level everywhere: silence, or input on another scale than was meant. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

type Settings = Omit<DecibelSettings, 'refValue'> & { refValue: number; dataFormat: Format };

const DEFAULTS: Settings = { refValue: 1, amin: 1e-5, dynamicRange: 80, dataFormat: null, onWarning: null as OnWarning };

/** The options' own names. */
export const DECIBEL_NAMES: DecibelNames = { refValue: 'refValue', amin: 'amin', dynamicRange: 'dynamicRange' };

/**
 * `10 log10(max(amin, S) / max(amin, refValue))`, at most `dynamicRange` below the loudest point of the item.
 *
 * kapre gives magnitudes to this, so that its decibels are half of what `amplitudeToDb` says; models trained on them need just that.
 *
 * @param S - Magnitudes: an ndarray `[...channels, bins, frames]`, a batch in `dataFormat`, or a typed array, which is one item. Finite.
 * @param options - {@link MagnitudeToDecibelOptions}.
 * @returns Decibels, same kind, shape and precision as `S`.
 * @throws `ParameterError` if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { magnitudeToDecibel } from '@audiolab/dsp/kapre';
 *
 * magnitudeToDecibel(Float64Array.of(0, 0.1, 1, 100)); // [-50, -10, 0, 20]
 * magnitudeToDecibel(Float64Array.of(0, 0.1, 1, 100), { dynamicRange: 25 }); // [-5, -5, 0, 20]
 * ```
 * @see kapre 0.4.0 `MagnitudeToDecibel`.
 */
export function magnitudeToDecibel<T extends FloatArray>(S: T, options?: MagnitudeToDecibelOptions): T;
export function magnitudeToDecibel<T extends FloatArray>(S: NdArray<T>, options?: MagnitudeToDecibelOptions): NdArray<T>;
export function magnitudeToDecibel<T extends FloatArray>(S: T | NdArray<T>, options?: MagnitudeToDecibelOptions): T | NdArray<T> {
  const { dataFormat, ...settings } = readOptions('magnitudeToDecibel', options, DEFAULTS);
  return convertToDecibel(S, settings, dataFormat, 'magnitudeToDecibel');
}

/** Decibels of whatever counts as magnitudes. */
export function convertToDecibel<T extends FloatArray>(
  S: T | NdArray<T>,
  settings: DecibelSettings,
  format: Format,
  caller: string,
): T | NdArray<T> {
  expectDecibel(settings, caller, DECIBEL_NAMES);
  expectFormat(format, caller, 'dataFormat');
  if (isFloatArray(S)) {
    const values = readSignal(S as T, caller, 'S').channels[0]!;
    expectAllFinite(values, caller, 'S');
    return toDecibel(values, 1, settings, caller);
  }
  const features = readSpectrogram(S as NdArray<T>, caller, format, 'dataFormat');
  expectFiniteFeatures(features, caller);
  const { data, lead, items, bins, frames } = features;
  return shapeSpectrogram(
    toDecibel(data, itemsOf(lead, items, format), settings, caller),
    lead,
    bins,
    frames,
    format,
    caller,
    'dataFormat',
  );
}
