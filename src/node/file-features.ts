/**
 * One audio file as one row of pyAudioAnalysis' features.
 * @module
 */
import { stat } from 'node:fs/promises';
import { ParameterError, show } from '../core/errors.js';
import { type DecodedAudio } from '../io/audio-format.js';
import { beatExtraction } from '../pyaudioanalysis/beat-extraction.js';
import { midFeatureExtraction } from '../pyaudioanalysis/mid-feature-extraction.js';
import { roundHalfEven } from '../pyaudioanalysis/round-half-even.js';
import { load } from './load.js';

/** How to analyse a file; lengths in seconds. */
export interface AveragingSettings {
  midWindow: number;
  midStep: number;
  shortWindow: number;
  shortStep: number;
  computeBeat: boolean;
  compat: boolean;
}

/** Files of fewer seconds have no row. */
export const SHORTEST = 0.2;

/** The row of a file, or why it has none. */
export async function fileFeatures(fileName: string, settings: AveragingSettings, caller: string): Promise<Float64Array | string> {
  if ((await stat(fileName)).size === 0) return 'is empty';
  const audio = await load(fileName, { dtype: 'float64' });
  if (audio.frames < SHORTEST * audio.sampleRate) return `is shorter than ${SHORTEST} s`;
  try {
    return average(audio, settings);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const told = new ParameterError(caller, 'folder', `holds ${show(fileName)}, which cannot be analysed: ${error.message}`);
    throw Object.assign(told, { cause: error });
  }
}

function average(audio: DecodedAudio<Float64Array>, settings: AveragingSettings): Float64Array {
  const { compat, computeBeat, shortStep } = settings;
  const { sampleRate } = audio;
  const samples = audio.samples as Float64Array; // mono
  const scale = compat ? unitOf(audio) : 1;
  const inSamples = (seconds: number): number => roundHalfEven(seconds * sampleRate);
  const options = {
    sampleRate,
    midWindow: inSamples(settings.midWindow),
    midStep: inSamples(settings.midStep),
    shortWindow: inSamples(settings.shortWindow),
    shortStep: inSamples(shortStep),
    compat,
  };
  const { midFeatures, shortFeatures } = midFeatureExtraction(scale === 1 ? samples : samples.map((v) => v * scale), options);
  const [width, windows] = midFeatures.shape as [number, number];
  const row = new Float64Array(width + (computeBeat ? 2 : 0));
  for (let w = 0; w < windows; w++) for (let i = 0; i < width; i++) row[i]! += midFeatures.data[w * width + i]!;
  for (let i = 0; i < width; i++) row[i]! /= windows;
  if (computeBeat) {
    const { bpm, ratio } = beatExtraction(shortFeatures, { step: shortStep, compat });
    row.set([bpm, ratio], width);
  }
  return row;
}

/** What 1 is in the samples that the package sees: scipy reads 24 bits as the upper ones of 32. */
function unitOf({ format: { encoding, bits } }: DecodedAudio): number {
  if (encoding === 'float') return 1;
  if (encoding !== 'pcm') return 32768;
  return bits <= 8 ? 128 : bits <= 16 ? 32768 : 2147483648;
}
