/**
 * One row of pyAudioAnalysis' features for each audio file of a folder.
 * @module
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { midFeatureNames } from '../pyaudioanalysis/feature-names.js';
import { type AveragingSettings, fileFeatures, SHORTEST } from './file-features.js';

/** Options of {@link directoryFeatureExtraction}. All lengths are in seconds. */
export interface DirectoryFeatureExtractionOptions {
  /** Seconds of a mid-term window, >= `shortWindow`. Must be given. */
  midWindow: number;
  /** Seconds from one mid-term window to the next, > 0. Must be given. */
  midStep: number;
  /** Seconds of a frame, > 0. Must be given. */
  shortWindow: number;
  /** Seconds from one frame to the next, > 0. Must be given. */
  shortStep: number;
  /** Whether to append `bpm` and `ratio` of `beatExtraction`. @defaultValue `true`, for several folders `false` */
  computeBeat?: boolean | undefined;
  /**
   * Whether to compute the features as pyAudioAnalysis does, from samples in the units in which scipy reads WAV files (16 bits: up to 32768; 24 and
   * 32 bits: 2147483648; floats: 1). @defaultValue `false`
   */
  compat?: boolean | undefined;
}

/** A file without a row. */
export interface SkippedFile {
  /** Path of the file. */
  readonly fileName: string;
  /** Why: `'is empty'`, or `'is shorter than 0.2 s'`. */
  readonly reason: string;
}

/** What {@link directoryFeatureExtraction} returns. */
export interface DirectoryFeatures {
  /** Shape `[files, 138]`, 136 columns without beat; memory row by row. */
  readonly features: NdArray<Float64Array>;
  /** The file of each row. */
  readonly fileNames: string[];
  /** Name of each column. */
  readonly featureNames: string[];
  /** The others. */
  readonly skipped: SkippedFile[];
}

/** What {@link multipleDirectoryFeatureExtraction} returns. */
export interface SeveralDirectoryFeatures {
  /** For each folder, shape `[files, 136 or 138]`. */
  readonly features: NdArray<Float64Array>[];
  /** Name of each folder, without its path. */
  readonly classNames: string[];
  /** For each folder, the file of each row. */
  readonly fileNames: string[][];
  /** Name of each column. */
  readonly featureNames: string[];
  /** The files without a row. */
  readonly skipped: SkippedFile[];
}

const LENGTHS = ['midWindow', 'midStep', 'shortWindow', 'shortStep'] as const;
const DEFAULTS: AveragingSettings = { midWindow: NaN, midStep: NaN, shortWindow: NaN, shortStep: NaN, computeBeat: true, compat: false };
const AUDIO = /^[^.].*\.(wav|aiff?|mp3|au|ogg)$/i;

/**
 * Averages the mid-term statistics of each audio file in a folder over the file: one row a file. Files are those whose names end in .wav, .aif,
 * .aiff, .mp3, .au or .ogg, in the order of their names; {@link load} reads them, and averages their channels. Folders inside are not entered.
 *
 * @param folder - Path of the folder.
 * @param options - {@link DirectoryFeatureExtractionOptions}, in seconds, as in the package, which counts samples elsewhere.
 * @returns `features` of shape `[files, 138]`; `fileNames`, one for each row; `featureNames`; and `skipped`, empty files and those shorter than
 * 0.2 s.
 * @throws `ParameterError` if an option is unknown, missing or out of range, no file is left, or one cannot be analysed; `DecodeError` for a
 * damaged file; errors of the file system.
 * @example
 * ```ts
 * import { directoryFeatureExtraction } from '@audiolab/dsp/node';
 *
 * const lengths = { midWindow: 1, midStep: 1, shortWindow: 0.05, shortStep: 0.05 };
 * const { features, fileNames, featureNames } = await directoryFeatureExtraction('.', lengths);
 * features.shape[1]; // 138
 * [featureNames[0], featureNames[137]]; // ['zcr_mean', 'ratio']
 * fileNames.length === features.shape[0]; // true
 * ```
 * @see pyAudioAnalysis 0.3.14 `MidTermFeatures.directory_feature_extraction`, whose file names and rows part company when a row is not finite.
 */
export async function directoryFeatureExtraction(folder: string, options: DirectoryFeatureExtractionOptions): Promise<DirectoryFeatures> {
  const caller = 'directoryFeatureExtraction';
  return extractFolder(folder, readSettings(options, true, caller), caller);
}

/**
 * {@link directoryFeatureExtraction} of several folders, each a class.
 *
 * @param folders - Paths of the folders.
 * @param options - {@link DirectoryFeatureExtractionOptions}; without beats unless asked for.
 * @returns One matrix a folder, with the names of folders, files and columns.
 * @throws As {@link directoryFeatureExtraction}.
 * @example
 * ```ts
 * import { multipleDirectoryFeatureExtraction } from '@audiolab/dsp/node';
 *
 * const lengths = { midWindow: 1, midStep: 1, shortWindow: 0.05, shortStep: 0.05 };
 * const { features, classNames } = await multipleDirectoryFeatureExtraction(['.', '.'], lengths);
 * [features.length, features[0].shape[1], classNames.length]; // [2, 136, 2]
 * ```
 * @see pyAudioAnalysis 0.3.14 `MidTermFeatures.multiple_directory_feature_extraction`, which leaves out folders without files.
 */
export async function multipleDirectoryFeatureExtraction(
  folders: readonly string[],
  options: DirectoryFeatureExtractionOptions,
): Promise<SeveralDirectoryFeatures> {
  const caller = 'multipleDirectoryFeatureExtraction';
  if (!Array.isArray(folders)) throw new TypeError(`${caller}: "folders" must be a list of paths, got ${show(folders)}`);
  const settings = readSettings(options, false, caller);
  const all: DirectoryFeatures[] = [];
  for (const folder of folders as readonly string[]) all.push(await extractFolder(folder, settings, caller));
  return {
    features: all.map((d) => d.features),
    classNames: folders.map((folder: string) => basename(folder)),
    fileNames: all.map((d) => d.fileNames),
    featureNames: columnsOf(settings),
    skipped: all.flatMap((d) => d.skipped),
  };
}

function readSettings(options: DirectoryFeatureExtractionOptions, beat: boolean, caller: string): AveragingSettings {
  const settings = readOptions<AveragingSettings>(caller, options, { ...DEFAULTS, computeBeat: beat });
  for (const name of LENGTHS) {
    if (Number.isNaN(settings[name])) throw new ParameterError(caller, name, 'must be given in seconds');
    expectPositive(settings[name], caller, name);
  }
  expectBoolean(settings.computeBeat, caller, 'computeBeat');
  expectBoolean(settings.compat, caller, 'compat');
  return settings;
}

const columnsOf = ({ computeBeat }: AveragingSettings): string[] => [...midFeatureNames(), ...(computeBeat ? ['bpm', 'ratio'] : [])];

async function extractFolder(folder: string, settings: AveragingSettings, caller: string): Promise<DirectoryFeatures> {
  if (typeof folder !== 'string') throw new TypeError(`${caller}: "folder" must be a path, got ${show(folder)}`);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((e) => !e.isDirectory() && AUDIO.test(e.name)).map((e) => e.name);
  const rows: Float64Array[] = [];
  const fileNames: string[] = [];
  const skipped: SkippedFile[] = [];
  for (const name of names.sort()) {
    const fileName = join(folder, name);
    const row = await fileFeatures(fileName, settings, caller);
    if (typeof row === 'string') skipped.push({ fileName, reason: row });
    else {
      rows.push(row);
      fileNames.push(fileName);
    }
  }
  if (rows.length === 0) {
    const rule = `must hold audio of ${SHORTEST} s or more (.wav, .aif, .aiff, .mp3, .au, .ogg), got ${show(folder)} with ${names.length} files, all shorter`;
    throw new ParameterError(caller, 'folder', names.length > 0 ? rule : rule.replace(/ with .*/, ' with none'));
  }
  const featureNames = columnsOf(settings);
  const features = new Float64Array(rows.length * featureNames.length);
  rows.forEach((row, i) => features.set(row, i * featureNames.length));
  return { features: nd(features, [rows.length, featureNames.length]), fileNames, featureNames, skipped };
}
