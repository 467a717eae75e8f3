/**
 * The names of the parameters, as openSMILE prints them.
 * @module
 */

/** Descriptors of 20 ms frames. */
export const SHORT_NAMES = [
  'Loudness_sma3',
  'alphaRatio_sma3',
  'hammarbergIndex_sma3',
  'slope0-500_sma3',
  'slope500-1500_sma3',
  'spectralFlux_sma3',
  'mfcc1_sma3',
  'mfcc2_sma3',
  'mfcc3_sma3',
  'mfcc4_sma3',
] as const;

/** Descriptors of voices. */
export const LONG_NAMES = [
  'F0semitoneFrom27.5Hz_sma3nz',
  'jitterLocal_sma3nz',
  'shimmerLocaldB_sma3nz',
  'HNRdBACF_sma3nz',
  'logRelF0-H1-H2_sma3nz',
  'logRelF0-H1-A3_sma3nz',
  'F1frequency_sma3nz',
  'F1bandwidth_sma3nz',
  'F1amplitudeLogRelF0_sma3nz',
  'F2frequency_sma3nz',
  'F2bandwidth_sma3nz',
  'F2amplitudeLogRelF0_sma3nz',
  'F3frequency_sma3nz',
  'F3bandwidth_sma3nz',
  'F3amplitudeLogRelF0_sma3nz',
] as const;

/** The 25 low-level descriptors of eGeMAPSv02, in order. */
export const EGEMAPS_DESCRIPTORS: readonly string[] = [...SHORT_NAMES, ...LONG_NAMES];

const OF_CONTOURS = [
  'amean',
  'stddevNorm',
  'percentile20.0',
  'percentile50.0',
  'percentile80.0',
  'pctlrange0-2',
  'meanRisingSlope',
  'stddevRisingSlope',
  'meanFallingSlope',
  'stddevFallingSlope',
];
const both = (name: string): string[] => [`${name}_amean`, `${name}_stddevNorm`];

/** Short descriptors whose mean is taken over voiced and unvoiced frames apart, and how their names begin. */
export const SPLIT: readonly string[] = [
  'alphaRatio',
  'hammarbergIndex',
  'slope0-500',
  'slope500-1500',
  'spectralFlux',
  'mfcc1',
  'mfcc2',
  'mfcc3',
  'mfcc4',
];
const within = (name: string, where: string): string =>
  `${name.startsWith('slope') ? `slope${where}${name.slice(5)}` : `${name}${where}`}_sma3nz`;

/** The 88 functionals of eGeMAPSv02, in order. */
export const EGEMAPS_FUNCTIONALS: readonly string[] = [
  ...OF_CONTOURS.map((f) => `${LONG_NAMES[0]}_${f}`),
  ...OF_CONTOURS.map((f) => `loudness_sma3_${f}`),
  ...['spectralFlux', 'mfcc1', 'mfcc2', 'mfcc3', 'mfcc4'].flatMap((n) => both(`${n}_sma3`)),
  ...LONG_NAMES.slice(1).flatMap(both),
  ...SPLIT.flatMap((n) => both(within(n, 'V'))),
  ...SPLIT.slice(0, 5).map((n) => `${within(n, 'UV')}_amean`),
  'loudnessPeaksPerSec',
  'VoicedSegmentsPerSec',
  'MeanVoicedSegmentLengthSec',
  'StddevVoicedSegmentLengthSec',
  'MeanUnvoicedSegmentLength',
  'StddevUnvoicedSegmentLength',
  'equivalentSoundLevel_dBp',
];

/** What GeMAPSv01b lacks: flux, cepstra, the bandwidths of F2 and F3, and the level. */
const ONLY_EXTENDED = /^(spectralFlux|mfcc|F[23]bandwidth|equivalentSoundLevel)/;

/** Where the parameters of GeMAPSv01b stand among those of eGeMAPSv02. */
export const gemapsIndices = (names: readonly string[]): number[] => names.flatMap((name, i) => (ONLY_EXTENDED.test(name) ? [] : [i]));
