/**
 * Which bins sound as which pitch class: A, A#, …, G#.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { log2 } from '../core/math.js';
import { roundHalfEven } from './round-half-even.js';

/** A sparse map: `chroma[classes[i]] += weights[i] power[bins[i]]`. */
export interface ChromaMap {
  readonly bins: Int32Array;
  readonly classes: Int32Array;
  readonly weights: Float64Array;
  /** Whether shares are taken of the energy in range (else of all). */
  readonly inRange: boolean;
}

const A0 = 27.5; // Hz

/** Semitones above A0, as numpy rounds. */
const semitone = (frequency: number): number => roundHalfEven(12 * log2(frequency / A0));

/** Each bin from A0 up counts to its class. */
export function chromaMap(sampleRate: number, window: number): ChromaMap {
  const bins: number[] = [];
  const classes: number[] = [];
  for (let k = 1; k <= window >> 1; k++) {
    const p = semitone((k * sampleRate) / window);
    if (p < 0) continue; // rumble
    bins.push(k);
    classes.push(p % 12);
  }
  return { bins: Int32Array.from(bins), classes: Int32Array.from(classes), weights: new Float64Array(bins.length).fill(1), inRange: true };
}

/**
 * As pyAudioAnalysis has it. Its bin k is taken for k + 1 of 2 N, N = floor(window / 2). A list of N numbers, not of semitones, is written at
 * the semitones p: the last bin of each wins, and negative ones fall upon the end of the list. Entry i is then divided by the number of bins
 * that share the semitone of the bin whose number is the semitone of bin i; and it counts to class i mod 12.
 */
export function compatChromaMap(sampleRate: number, window: number, caller: string): ChromaMap {
  const size = window >> 1;
  const p = Int32Array.from({ length: size }, (_, k) => semitone(((k + 1) * sampleRate) / (2 * size)));
  const highest = p[size - 1]!;
  if (highest >= size) {
    const needed = 2 * (highest + 1);
    throw new ParameterError(
      caller,
      'window',
      `must be >= ${needed} at ${sampleRate} Hz, since the chroma of pyAudioAnalysis fails below (IndexError, ValueError), got ${window}`,
    );
  }
  const sharing = new Map<number, number>();
  for (const v of p) sharing.set(v, (sharing.get(v) ?? 0) + 1);
  const wrapped = (i: number): number => (i < 0 ? i + size : i);
  const winner = new Map<number, number>();
  for (let k = 0; k < size; k++) winner.set(wrapped(p[k]!), k);
  const entries = [...winner].sort(([a], [b]) => a - b);
  return {
    bins: Int32Array.from(entries, ([, k]) => k),
    classes: Int32Array.from(entries, ([i]) => i % 12),
    weights: Float64Array.from(entries, ([i]) => 1 / sharing.get(p[wrapped(p[i]!)]!)!),
    inRange: false,
  };
}

/** `row[at + c]` becomes the share of class c; 0 where there is no energy. All energy is `total[0]`: a number handed over may be allocated. */
export function applyChroma(row: Float64Array, at: number, power: Float64Array, total: Float64Array, map: ChromaMap): void {
  const { bins, classes, weights, inRange } = map;
  for (let c = 0; c < 12; c++) row[at + c] = 0;
  let sum = 0;
  for (let i = 0; i < bins.length; i++) {
    const v = weights[i]! * power[bins[i]!]!;
    row[at + classes[i]!]! += v;
    sum += v;
  }
  const whole = inRange ? sum : total[0]!;
  if (whole > 0) for (let c = 0; c < 12; c++) row[at + c]! /= whole;
}
