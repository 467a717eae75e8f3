/**
 * How well sources were separated.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { correlateSources, projectOn } from './projection.js';
import { decibels, energyOf } from './signal-ratio.js';

/** Options of {@link bssEvalSources}. */
export interface BssEvalSourcesOptions {
  /** Whether to find out which estimate is which source, by the best mean SIR. @defaultValue `true` */
  computePermutation?: boolean | undefined;
  /** Taps of the distortions that are forgiven, >= 1. @defaultValue `512` */
  filterLength?: number | undefined;
}

/** What {@link bssEvalSources} returns, for each reference, dB. */
export interface BssEval {
  /** Signal to distortion: to all that is wrong. */
  readonly sdr: Float64Array;
  /** Signal to interference: to what comes from other sources. */
  readonly sir: Float64Array;
  /** Signal to artifacts: to what comes from no source. */
  readonly sar: Float64Array;
  /** The estimate that belongs to each reference. */
  readonly perm: Int32Array;
}

/** With more, the number of subsets that the search for the permutation looks at grows out of hand. */
const MOST_SOURCES = 16;

/**
 * BSS Eval version 3: splits each estimate into a filtered version of its source, of the other sources, and the rest. Time and memory grow with
 * the square of sources times taps.
 *
 * @param referenceSources - True sources, shape `[sources, samples]`.
 * @param estimatedSources - Separated ones, same shape.
 * @param options - {@link BssEvalSourcesOptions}.
 * @returns {@link BssEval}.
 * @throws {@link ParameterError} if the shapes differ, a sample is not finite, a source is silent, there are more than 16 to permute, or an
 * option is unknown or out of range.
 * @example
 * ```ts
 * const data = Float64Array.from({ length: 800 }, (_, n) => ((n * n * 31) % 97) / 48 - 1);
 * const sources = { data, shape: [2, 400], stride: [400, 1], offset: 0 } as NdArray<Float64Array>;
 * const { perm, sdr } = bssEvalSources(sources, sources, { filterLength: 8 });
 * perm; // [0, 1]
 * sdr[0] > 100; // true
 * ```
 * @see mir_eval 0.8 `separation.bss_eval_sources`: same numbers, and the same also where sources depend on each other. E. Vincent et al.,
 * "Performance measurement in blind audio source separation", IEEE TASLP 14 (2006).
 */
export function bssEvalSources(referenceSources: SignalInput, estimatedSources: SignalInput, options?: BssEvalSourcesOptions): BssEval {
  const caller = 'bssEvalSources';
  const o = readOptions(caller, options, { computePermutation: true, filterLength: 512 });
  expectBoolean(o.computePermutation, caller, 'computePermutation');
  expectInteger(o.filterLength, caller, 'filterLength', 1);
  const [reference, estimate] = [
    readSources(referenceSources, caller, 'referenceSources'),
    readSources(estimatedSources, caller, 'estimatedSources'),
  ];
  const count = reference.length;
  if (estimate.length !== count || estimate[0]!.length !== reference[0]!.length) {
    const shape = (x: Float64Array[]): string => `[${x.length}, ${x[0]!.length}]`;
    throw new ParameterError(
      caller,
      'estimatedSources',
      `must have the shape of "referenceSources", ${shape(reference)}, got ${shape(estimate)}`,
    );
  }
  if (o.computePermutation && count > MOST_SOURCES)
    throw new ParameterError(
      caller,
      'computePermutation',
      `must be false for more than ${MOST_SOURCES} sources, got ${show(true)} for ${count}`,
    );
  const system = correlateSources(reference, o.filterLength);
  const all = [...reference.keys()];
  const scores = estimate.map((x, e) => {
    const together = projectOn(system, all, x);
    return all.map((r) => (o.computePermutation || r === e ? decompose(projectOn(system, [r], x), together, x) : undefined));
  });
  const perm = o.computePermutation ? bestPermutation(scores.map((row) => row.map((s) => s!.sir))) : all;
  const pick = (what: 'sdr' | 'sir' | 'sar'): Float64Array => Float64Array.from(perm, (e, r) => scores[e]![r]![what]);
  return { sdr: pick('sdr'), sir: pick('sir'), sar: pick('sar'), perm: Int32Array.from(perm) };
}

/** The ratios of what the source, the others and neither made of an estimate. */
function decompose(target: Float64Array, together: Float64Array, estimate: Float64Array): { sdr: number; sir: number; sar: number } {
  const interference = together.map((x, n) => x - target[n]!);
  const artifacts = together.map((x, n) => (estimate[n] ?? 0) - x);
  const distortion = target.map((x, n) => (estimate[n] ?? 0) - x);
  const signal = energyOf(target);
  return {
    sdr: decibels(signal, energyOf(distortion)),
    sir: decibels(signal, energyOf(interference)),
    sar: decibels(energyOf(together), energyOf(artifacts)),
  };
}

/** For each reference its estimate, so that the sum of `score[estimate][reference]` is greatest: over subsets of estimates, one reference more a step. */
function bestPermutation(score: readonly (readonly number[])[]): number[] {
  const n = score.length;
  const finite = (x: number): number => Math.min(1e6, Math.max(-1e6, x)); // perfect scores still compare
  const best = new Float64Array(2 ** n).fill(-Infinity);
  const chosen = new Int8Array(2 ** n);
  best[0] = 0;
  for (let set = 1; set < 2 ** n; set++) {
    const reference = bitsIn(set) - 1;
    for (let e = 0; e < n; e++) {
      if (!(set & (1 << e))) continue;
      const sum = best[set ^ (1 << e)]! + finite(score[e]![reference]!);
      if (sum > best[set]!) [best[set], chosen[set]] = [sum, e];
    }
  }
  const perm = new Array<number>(n);
  for (let set = 2 ** n - 1, r = n - 1; r >= 0; r--) {
    perm[r] = chosen[set]!;
    set ^= 1 << perm[r]!;
  }
  return perm;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let rest = set; rest; rest &= rest - 1) count++;
  return count;
}

function readSources(sources: SignalInput, caller: string, name: string): Float64Array[] {
  const { channels } = readSignal(sources, caller, name);
  return channels.map((channel, c) => {
    const x = Float64Array.from(channel);
    refuseNonFinite(x, channels, caller, name);
    if (energyOf(x) === 0) throw new ParameterError(caller, name, `must not be silent, got only zeros in source ${c}`);
    return x;
  });
}
