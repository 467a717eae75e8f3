import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { directoryFeatureExtraction, load, multipleDirectoryFeatureExtraction, save } from '../../src/node/index.js';
import { beatExtraction, midFeatureExtraction } from '../../src/pyaudioanalysis/index.js';
import { FOLDER, moreCases } from '../pyaudioanalysis/more-cases.js';

const WAV = join(FOLDER, 'wav');
const { directory } = moreCases();
const [midWindow, midStep, shortWindow, shortStep] = directory.windows;
const lengths = { midWindow, midStep, shortWindow, shortStep };
const names = (paths: readonly string[]): string[] => paths.map((path) => basename(path));

/** Largest error of a column, relative to its peak; columns that are nothing but rounding of zeros, to 1e-13. */
function worst(got: Float64Array, want: number[][]): number {
  const columns = want[0]!.length;
  let most = 0;
  for (let i = 0; i < columns; i++) {
    const peak = Math.max(...want.map((row) => Math.abs(row[i]!)), 1e-4);
    want.forEach((row, r) => (most = Math.max(most, Math.abs(got[r * columns + i]! - row[i]!) / peak)));
  }
  return most;
}

describe('the package', () => {
  test('has the same rows, files and names for a folder', async () => {
    const { features, fileNames, featureNames, skipped } = await directoryFeatureExtraction(join(WAV, 'one'), { ...lengths, compat: true });
    expect(features.shape).toEqual([3, 138]);
    expect(worst(features.data, directory.features)).toBeLessThanOrEqual(1e-9);
    expect(names(fileNames)).toEqual(directory.files);
    expect(featureNames).toEqual(directory.names);
    expect(skipped.map(({ fileName, reason }) => `${basename(fileName)} ${reason}`)).toEqual([
      'd-too-short.wav is shorter than 0.2 s',
      'e-empty.wav is empty',
    ]);
  });

  test('has the same for several folders, without beats', async () => {
    const folders = ['one', 'two'].map((name) => join(WAV, name));
    const { features, classNames, fileNames, featureNames, skipped } = await multipleDirectoryFeatureExtraction(folders, {
      ...lengths,
      compat: true,
    });
    expect(features.map((f) => f.shape)).toEqual([
      [3, 136],
      [1, 136],
    ]);
    expect(worst(features[1]!.data, directory.several.features)).toBeLessThanOrEqual(1e-9);
    expect(classNames).toEqual(directory.several.classes);
    expect(fileNames.map(names)).toEqual(directory.several.files);
    expect([featureNames.length, skipped.length]).toEqual([136, 2]);
  });
});

describe('a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audiolab-folder-'));
    cpSync(join(WAV, 'one'), join(folder, 'good'), { recursive: true });
    await save(join(folder, 'silent.WAV'), new Float64Array(4000), { sampleRate: 8000 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has in each row the means of the file named beside it', async () => {
    const { features, fileNames } = await directoryFeatureExtraction(join(folder, 'good'), lengths);
    for (const [i, fileName] of fileNames.entries()) {
      const audio = await load(fileName, { dtype: 'float64' });
      const { midFeatures, shortFeatures } = midFeatureExtraction(audio, {
        midWindow: 2000,
        midStep: 2000,
        shortWindow: 400,
        shortStep: 400,
      });
      const windows = midFeatures.shape[1]!;
      let sum = 0;
      for (let w = 0; w < windows; w++) sum += midFeatures.get(3, w);
      expect(features.get(i, 3)).toBeCloseTo(sum / windows, 14);
      const { bpm, ratio } = beatExtraction(shortFeatures, { step: 0.05 });
      expect([features.get(i, 136), features.get(i, 137)]).toEqual([bpm, ratio]);
    }
  });

  test('of silence has no beat', async () => {
    const { features, fileNames } = await directoryFeatureExtraction(folder, lengths);
    expect(names(fileNames)).toEqual(['silent.WAV']);
    expect([features.get(0, 136), features.get(0, 137)]).toEqual([0, 0]);
  });

  test('names the file that cannot be analysed', async () => {
    const bad = join(folder, 'bad.wav');
    await save(bad, new Float64Array(900), { sampleRate: 900 });
    await expect(directoryFeatureExtraction(folder, lengths)).rejects.toThrow(
      `directoryFeatureExtraction: "folder" holds ${JSON.stringify(bad).slice(0, 30)}`,
    );
    writeFileSync(bad, 'RIFFnonsense');
    await expect(directoryFeatureExtraction(folder, lengths)).rejects.toThrow(bad);
    rmSync(bad);
  });

  test('is refused when nothing is in it', async () => {
    const call = directoryFeatureExtraction(WAV, lengths);
    await expect(call).rejects.toThrow(ParameterError);
    await expect(call).rejects.toThrow('must hold audio of 0.2 s or more (.wav, .aif, .aiff, .mp3, .au, .ogg), got');
    await expect(directoryFeatureExtraction(join(WAV, 'none'), lengths)).rejects.toThrow('ENOENT');
  });

  test.each([
    [{ ...lengths, midStep: undefined }, 'directoryFeatureExtraction: "midStep" must be given in seconds'],
    [{ ...lengths, shortStep: 0 }, 'directoryFeatureExtraction: "shortStep" must be a finite number > 0, got 0'],
    [{ ...lengths, beat: true }, 'directoryFeatureExtraction: "beat" is not an option'],
  ])('refuses %o', async (options, message) => {
    await expect(directoryFeatureExtraction(WAV, options as typeof lengths)).rejects.toThrow(message);
  });
});
