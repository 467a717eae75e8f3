import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { egemapsFunctionals, egemapsLowLevelDescriptors, gemapsFunctionals, gemapsLowLevelDescriptors } from '../../src/voice/index.js';
import { readGoldenNpy } from './npy.js';

/** How a descriptor or functional of ours agrees with openSMILE's over all cases of a folder. */
export interface Agreement {
  name: string;
  /** Pearson's correlation, over frames or over cases. */
  correlation: number;
  /** Mean and largest difference, relative to the mean magnitude. */
  mean: number;
  largest: number;
  /** Largest difference in its own unit. */
  absolute: number;
}

interface Case {
  id: string;
  inputs: { y: { file: string } };
  params: { sr: number; feature_set: string; feature_level: string };
  outputs: { name: string; value?: string[]; file?: string }[];
}

/** A folder with `opensmile/cases.json`; AUDIOLAB_OPENSMILE names it. */
export function readCases(
  folder: string,
  level: string,
  set = 'eGeMAPSv02',
): { id: string; y: Float64Array; sampleRate: number; names: string[]; values: Float64Array }[] {
  const cases = JSON.parse(readFileSync(join(folder, 'opensmile/cases.json'), 'utf8')) as Case[];
  return cases
    .filter(({ params }) => params.feature_set === set && params.feature_level === level)
    .map(({ id, inputs, params, outputs }) => ({
      id,
      y: readGoldenNpy(join(folder, inputs.y.file)).data,
      sampleRate: params.sr,
      names: outputs.find((o) => o.name === 'names')!.value!,
      values: readGoldenNpy(join(folder, outputs.find((o) => o.name === 'values')!.file!)).data,
    }));
}

const VOICE = /nz$/;

/** Rows frame by frame; those of the voice where both say that there is one. */
export function descriptorAgreement(folder: string, compat: boolean): Agreement[] {
  const ours = new Map<string, number[]>();
  const theirs = new Map<string, number[]>();
  for (const { y, sampleRate, names, values } of readCases(folder, 'LowLevelDescriptors')) {
    const mine = egemapsLowLevelDescriptors(y, { sampleRate, compat });
    const frames = Math.min(values.length / names.length, mine.values.shape[1]!);
    const pitch = names.indexOf('F0semitoneFrom27.5Hz_sma3nz');
    for (const [i, name] of names.entries()) {
      const a = ours.get(name) ?? [];
      const b = theirs.get(name) ?? [];
      for (let t = 0; t < frames; t++) {
        const voiced = mine.values.get(pitch, t) > 0 && values[t * names.length + pitch]! > 0;
        if (VOICE.test(name) && !voiced) continue;
        a.push(mine.values.get(mine.names.indexOf(name), t));
        b.push(values[t * names.length + i]!);
      }
      ours.set(name, a);
      theirs.set(name, b);
    }
  }
  return [...ours].map(([name, a]) => compare(name, a, theirs.get(name)!));
}

/** Share of frames on whose voicing we agree, and share of the frames with a voice whose pitch is within 0.2 semitones. */
export function pitchAgreement(folder: string): { voicing: number; pitch: number } {
  let [same, all, near, voiced] = [0, 0, 0, 0];
  for (const { y, sampleRate, names, values } of readCases(folder, 'LowLevelDescriptors')) {
    const { values: mine } = egemapsLowLevelDescriptors(y, { sampleRate, compat: true });
    for (let t = 0; t < values.length / names.length; t++) {
      const [a, b] = [mine.get(10, t), values[t * names.length + 10]!];
      all++;
      if (a > 0 === b > 0) same++;
      if (a > 0 && b > 0) {
        voiced++;
        if (Math.abs(a - b) <= 0.2) near++;
      }
    }
  }
  return { voicing: same / all, pitch: near / voiced };
}

/** Functionals case by case. */
export function functionalAgreement(folder: string, compat: boolean): Agreement[] {
  const cases = readCases(folder, 'Functionals').map((c) => ({
    ...c,
    mine: egemapsFunctionals(c.y, { sampleRate: c.sampleRate, compat }),
  }));
  return cases[0]!.names.map((name, i) =>
    compare(
      name,
      cases.map(({ mine }) => mine.values[mine.names.indexOf(name)]!),
      cases.map(({ values }) => values[i]!),
    ),
  );
}

/** Names of GeMAPSv01b as openSMILE prints them, and ours. */
export const gemapsNames = (folder: string): [theirs: string[], ours: readonly string[]][] => {
  const silence = new Float64Array(16000);
  return [
    [readCases(folder, 'LowLevelDescriptors', 'GeMAPSv01b')[0]!.names, gemapsLowLevelDescriptors(silence, { sampleRate: 16000 }).names],
    [readCases(folder, 'Functionals', 'GeMAPSv01b')[0]!.names, gemapsFunctionals(silence, { sampleRate: 16000 }).names],
  ];
};

function compare(name: string, a: readonly number[], b: readonly number[]): Agreement {
  const n = a.length;
  const average = (x: readonly number[]): number => x.reduce((s, v) => s + v, 0) / n;
  const [ma, mb] = [average(a), average(b)];
  let [ab, aa, bb, size, sum, largest] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
    size += Math.abs(b[i]!) / n;
    const error = Math.abs(a[i]! - b[i]!);
    sum += error / n;
    largest = Math.max(largest, error);
  }
  return { name, correlation: ab / Math.sqrt(aa * bb), mean: sum / size, largest: largest / size, absolute: largest };
}
