/**
 * The functions that workers know by name. The thread that hands out the work knows the names only and need not load them.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type NdArray } from '../core/nd.js';
import { type chromaStft } from '../feature/chroma-stft.js';
import { type chromaCens } from '../feature/chroma-cens.js';
import { type chromaCqt } from '../feature/chroma-cqt.js';
import { type onsetStrength } from '../rhythm/onset-strength.js';
import { type onsetStrengthMulti } from '../rhythm/onset-strength-multi.js';
import { type tonnetz } from '../feature/tonnetz.js';
import { type logMel } from '../feature/log-mel.js';
import { type melSpectrogram } from '../feature/mel-spectrogram.js';
import { type mfcc } from '../feature/mfcc.js';
import { type polyFeatures } from '../feature/poly-features.js';
import { type rms } from '../feature/rms.js';
import { type spectralBandwidth } from '../feature/spectral-bandwidth.js';
import { type spectralCentroid } from '../feature/spectral-centroid.js';
import { type spectralContrast } from '../feature/spectral-contrast.js';
import { type spectralFlatness } from '../feature/spectral-flatness.js';
import { type spectralRolloff } from '../feature/spectral-rolloff.js';
import { type zeroCrossingRate } from '../feature/zero-crossing-rate.js';
import { type estimateTuning } from '../pitch/estimate-tuning.js';
import { type piptrack } from '../pitch/piptrack.js';
import { type spectrogram } from '../stft/spectrogram.js';
import { type stft } from '../stft/stft.js';

/** Every function from a signal to features. */
export interface FeatureFunctions {
  chromaCens: typeof chromaCens;
  chromaCqt: typeof chromaCqt;
  chromaStft: typeof chromaStft;
  estimateTuning: typeof estimateTuning;
  logMel: typeof logMel;
  melSpectrogram: typeof melSpectrogram;
  mfcc: typeof mfcc;
  onsetStrength: typeof onsetStrength;
  onsetStrengthMulti: typeof onsetStrengthMulti;
  piptrack: typeof piptrack;
  polyFeatures: typeof polyFeatures;
  rms: typeof rms;
  spectralBandwidth: typeof spectralBandwidth;
  spectralCentroid: typeof spectralCentroid;
  spectralContrast: typeof spectralContrast;
  spectralFlatness: typeof spectralFlatness;
  spectralRolloff: typeof spectralRolloff;
  spectrogram: typeof spectrogram;
  stft: typeof stft;
  tonnetz: typeof tonnetz;
  zeroCrossingRate: typeof zeroCrossingRate;
}

/** Name of a function that {@link extractMany} can run. */
export type FeatureName = keyof FeatureFunctions;

/** Whether a function tells warnings, so that the worker can pass them on. */
export const FEATURE_WARNS: { readonly [K in FeatureName]: 'onWarning' extends keyof AllOptions<K> ? true : false } = {
  chromaCens: true,
  chromaCqt: true,
  chromaStft: true,
  estimateTuning: true,
  logMel: true,
  melSpectrogram: true,
  mfcc: true,
  onsetStrength: true,
  onsetStrengthMulti: true,
  piptrack: false,
  polyFeatures: false,
  rms: false,
  spectralBandwidth: false,
  spectralCentroid: false,
  spectralContrast: false,
  spectralFlatness: false,
  spectralRolloff: false,
  spectrogram: false,
  stft: false,
  tonnetz: true,
  zeroCrossingRate: false,
};

type AllOptions<K extends FeatureName> = NonNullable<Parameters<FeatureFunctions[K]>[1]>;

/** The options of a function, without those that a worker cannot be given. */
export type FeatureOptions<K extends FeatureName> = Omit<AllOptions<K>, 'onWarning'>;

/** What a function returns for samples of type `T`. */
export type FeatureResult<K extends FeatureName, T extends FloatArray> = WithSamples<ReturnType<FeatureFunctions[K]>, T>;

/** Results come in the precision of the samples, unless the function says otherwise. */
type WithSamples<R, T extends FloatArray> = R extends unknown
  ? NdArray<FloatArray> extends R
    ? NdArray<T>
    : R extends number | FloatArray | NdArray<FloatArray>
      ? R
      : { [P in keyof R]: WithSamples<R[P], T> }
  : never;
