/**
 * The cases of `test/goldens/pyaudioanalysis-more`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDENS } from '../support/golden.js';
import { readGoldenNpy } from '../support/npy.js';

/** Samples in units of 16 bits, which the package expects. */
export interface SignalOf {
  signal: string;
  start?: number;
  stop?: number | null;
  scale?: number;
  /** Whether the first sample is a loud click. */
  click?: boolean;
}

interface Lengths {
  sampleRate: number;
  window: number;
  step: number;
}

export interface MoreCases {
  short: (Required<SignalOf> & Lengths & { name: string; count: number; frames: number[]; features: number[][]; peaks: number[] })[];
  edges: { sampleRate: number; window: number; error: string | null }[];
  mid: (SignalOf & {
    sampleRate: number;
    lengths: [number, number, number, number];
    count: number;
    windows: number[];
    features: number[][];
    peaks: number[];
  })[];
  beat: (SignalOf & Lengths & { seconds: number; bpm: number; ratio: number })[];
  grams: { samples: number; window: number; step: number; chromagram: number[][] | string; spectrogram: number[][] }[];
  /** Of the first numbers of `k 2654435761 mod 2^32 / 2^32 - 0.3`, by their count. */
  sums: Record<string, number>;
  directory: {
    windows: [number, number, number, number];
    features: number[][];
    files: string[];
    names: string[];
    several: { features: number[][]; classes: string[]; files: string[][] };
  };
}

export const FOLDER: string = join(GOLDENS, 'pyaudioanalysis-more');
export const moreCases = (): MoreCases => JSON.parse(readFileSync(join(FOLDER, 'cases.json'), 'utf8')) as MoreCases;

export function samplesOf({ signal, start = 0, stop, scale = 32768, click = false }: SignalOf): Float64Array {
  const { data } = readGoldenNpy(join(GOLDENS, 'signals', `${signal}.npy`));
  const samples = data.slice(start, stop ?? undefined).map((v) => v * scale);
  if (click) samples[0] = 30000;
  return samples;
}
