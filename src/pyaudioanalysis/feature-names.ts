/**
 * Names of the features, in their order.
 * @module
 */
import { expectBoolean, readOptions } from '../core/options.js';

/** Options of {@link featureNames} and {@link midFeatureNames}. */
export interface FeatureNamesOptions {
  /** Whether the differences to the frame before are there as well. @defaultValue `true` */
  deltas?: boolean | undefined;
}

/** Where the kinds of features begin in a row. */
export const ROW = { mfcc: 8, chroma: 21, chromaStd: 33, features: 34 };
/** Coefficients of a frame. */
export const MFCCS = 13;
/** The pitch classes of `chroma_1` ... `chroma_12`. */
export const CHROMA_NAMES: readonly string[] = ['A', 'A#', 'B', 'C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#'];

const count = (name: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${name}_${i + 1}`);

/**
 * The names of the short-term features: 34, or 68 with deltas.
 *
 * @param options - {@link FeatureNamesOptions}.
 * @returns `zcr`, `energy`, … in the order of the rows of {@link featureExtraction}.
 * @throws `ParameterError` if an option is unknown.
 * @example
 * ```ts
 * const names = featureNames();
 * names.length; // 68
 * [names[0], names[8], names[33], names[34]]; // ['zcr', 'mfcc_1', 'chroma_std', 'delta zcr']
 * ```
 * @see pyAudioAnalysis 0.3.14: the same names.
 */
export function featureNames(options?: FeatureNamesOptions): string[] {
  const { deltas } = readOptions('featureNames', options, { deltas: true });
  expectBoolean(deltas, 'featureNames', 'deltas');
  return namesOf(deltas);
}

/** {@link featureNames}, unchecked. */
export function namesOf(deltas: boolean): string[] {
  const energies = ['zcr', 'energy', 'energy_entropy'];
  const spectral = ['centroid', 'spread', 'entropy', 'flux', 'rolloff'].map((name) => `spectral_${name}`);
  const names = [...energies, ...spectral, ...count('mfcc', MFCCS), ...count('chroma', 12), 'chroma_std'];
  return deltas ? [...names, ...names.map((name) => `delta ${name}`)] : names;
}

/**
 * The names of the mid-term statistics: the means of all features, then their standard deviations. 136, or 68 without deltas.
 *
 * @param options - {@link FeatureNamesOptions}.
 * @returns `zcr_mean`, …, `delta chroma_std_std` in the order of the rows of {@link midFeatureExtraction}.
 * @throws `ParameterError` if an option is unknown.
 * @example
 * ```ts
 * const names = midFeatureNames();
 * names.length; // 136
 * [names[0], names[68], names[135]]; // ['zcr_mean', 'zcr_std', 'delta chroma_std_std']
 * ```
 * @see pyAudioAnalysis 0.3.14: the same names.
 */
export function midFeatureNames(options?: FeatureNamesOptions): string[] {
  const { deltas } = readOptions('midFeatureNames', options, { deltas: true });
  expectBoolean(deltas, 'midFeatureNames', 'deltas');
  const names = namesOf(deltas);
  return [...names.map((name) => `${name}_mean`), ...names.map((name) => `${name}_std`)];
}
