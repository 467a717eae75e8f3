/**
 * The numbers of the package: `compat: true`.
 */
import { describe, expect, test } from 'vitest';
import { featureExtraction, type FeatureExtractionOptions } from '../../src/pyaudioanalysis/feature-extraction.js';
import { parity } from '../support/parity.js';

type Signal = Float64Array;
const short = (o: Record<string, unknown>): FeatureExtractionOptions =>
  ({ sampleRate: o['samplingRate'], window: o['window'], step: o['step'], deltas: o['deltas'], compat: true }) as FeatureExtractionOptions;

parity('pyaudioanalysis', 'pyAudioAnalysis.ShortTermFeatures.feature_extraction', ([y], options) => {
  const { features, featureNames } = featureExtraction(y as Signal, short(options));
  return { features, names: featureNames };
});
