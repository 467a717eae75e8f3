/**
 * What a chain of options means, in words.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { STEPS, type StepFacts } from './explain-steps.js';
import { planFrontEnd, resolveFrontEnd } from './front-end.js';
import { checkMfcc, mfccDefaults, type MfccOptions, type MfccSettings } from './mfcc.js';
import { type PresetName } from './presets.js';
import { expectPresetRate, readDialect } from './read-dialect.js';

/** Options of {@link explain}. */
export interface ExplainOptions {
  /** Samples per second, Hz, > 0. Must be given, here or among the options that are explained. */
  sampleRate?: number | undefined;
  /** Samples of a signal, >= 1, so that frames can be counted. @defaultValue none: shapes say `frames` */
  samples?: number | null | undefined;
  /** Another preset, or options of {@link mfcc}, to tell the differences to. @defaultValue none */
  compareTo?: PresetName | MfccOptions | null | undefined;
}

/** One step of a chain. */
export interface ExplainedStep {
  /** What it is called here and in errors, such as `'framing'`. */
  readonly name: string;
  /** What it does, in words and formulas. */
  readonly does: string;
  /** The options that decide it, with their values at this rate. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What there is behind it, such as `[257, 98]`: bins, frames. */
  readonly shape: readonly (number | 'samples' | 'frames')[];
}

/** One step in which two chains differ. */
export interface ExplainedDifference {
  /** The step. */
  readonly step: string;
  /** What it does here; `null` if nothing. */
  readonly here: string | null;
  /** What it does there; `null` if nothing. */
  readonly there: string | null;
  /** The options behind it that differ: `[here, there]`. */
  readonly options: Readonly<Record<string, readonly [here: unknown, there: unknown]>>;
}

/** A chain, step by step. */
export interface Explanation {
  /** What was explained: `"preset 'kaldi'"`, and the options beside it. */
  readonly title: string;
  /** The steps that are taken, in order. */
  readonly steps: readonly ExplainedStep[];
  /** Where the chain that it was compared with is another. */
  readonly differences: readonly ExplainedDifference[];
  /** All of it as lines to print. */
  readonly text: string;
  /** The text. */
  toString(): string;
}

interface Chain {
  readonly title: string;
  readonly facts: StepFacts;
}

/**
 * Explains what a preset, or any options of {@link mfcc}, compute: each step in words, with the options that decide it and the shape behind
 * it. The text says where {@link melSpectrogram} and {@link logMel} end.
 *
 * @param what - Name of a preset, or options of {@link mfcc}.
 * @param options - {@link ExplainOptions}.
 * @returns The steps, and how they differ from those of `compareTo`. Print it: it is its text where a string is wanted.
 * @throws {@link ParameterError} wherever `mfcc` would refuse the options.
 * @example
 * ```ts
 * const kaldi = explain('kaldi', { sampleRate: 16000, samples: 16000, compareTo: 'htk' });
 * kaldi.steps[0].does; // 'each sample times 32768'
 * kaldi.steps[1].shape; // [400, 98]
 * kaldi.differences.length; // 8
 * String(kaldi) === kaldi.text; // true
 * ```
 */
export function explain(what: PresetName | MfccOptions, options?: ExplainOptions): Explanation {
  const caller = 'explain';
  const { sampleRate, samples, compareTo } = readOptions(caller, options, {
    sampleRate: null as number | null,
    samples: null as number | null,
    compareTo: null as PresetName | MfccOptions | null,
  });
  if (samples !== null) expectInteger(samples, caller, 'samples', 1);
  const here = readChain(what, sampleRate, samples);
  const there = compareTo === null ? null : readChain(compareTo, here.facts.sampleRate, samples);
  const steps = STEPS.flatMap((step): ExplainedStep[] => {
    const does = step.does(here.facts);
    const options = Object.freeze(Object.fromEntries(step.options.map((key) => [key, here.facts.settings[key]])));
    return does === null ? [] : [{ name: step.name, does, options, shape: step.shape(here.facts) }];
  });
  const differences = there === null ? [] : differ(here, there);
  const text = print(here, steps, there, differences);
  return Object.freeze({ title: here.title, steps, differences, text, toString: () => text });
}

function differ(here: Chain, there: Chain): ExplainedDifference[] {
  return STEPS.flatMap((step): ExplainedDifference[] => {
    const [a, b] = [step.does(here.facts), step.does(there.facts)];
    if (a === b) return [];
    const pairs = step.options.map((key) => [key, [here.facts.settings[key], there.facts.settings[key]]] as const);
    return [{ step: step.name, here: a, there: b, options: Object.fromEntries(pairs.filter(([, [x, y]]) => x !== y)) }];
  });
}

function readChain(what: PresetName | MfccOptions, rate: number | null, samples: number | null): Chain {
  const caller = 'explain';
  const given: MfccOptions = typeof what === 'string' ? { preset: what } : what;
  const read = readDialect<MfccSettings>(caller, given, mfccDefaults());
  if (rate !== null && read.sampleRate !== null && rate !== read.sampleRate) {
    throw new ParameterError(caller, 'sampleRate', `is ${rate}, but the options say ${read.sampleRate}`);
  }
  const sampleRate = read.sampleRate ?? rate;
  expectSampleRate(sampleRate, caller);
  expectPresetRate(read.preset, sampleRate, caller);
  const settings = resolveFrontEnd(read, sampleRate, caller);
  checkMfcc(settings, caller);
  const front = planFrontEnd(settings, settings.melNorm, sampleRate, caller, 'melNorm');
  const frames = samples === null ? 'frames' : front.frames(samples, caller);
  const beside = Object.entries(given).filter(([key, value]) => key !== 'preset' && key !== 'sampleRate' && value !== undefined);
  const own = beside.map(([key, value]) => `${key}: ${show(value)}`).join(', ');
  const title = [read.preset === null ? (own === '' ? 'librosa' : '') : `preset '${read.preset}'`, own].filter(Boolean).join(', ');
  return { title, facts: { settings, sampleRate, front, samples: samples ?? 'samples', frames } };
}

function print(here: Chain, steps: readonly ExplainedStep[], there: Chain | null, differences: readonly ExplainedDifference[]): string {
  const lines = [`${here.title}, at ${here.facts.sampleRate} Hz`];
  const width = Math.max(...STEPS.map(({ name }) => name.length));
  let number = 0;
  for (const { name, ends } of STEPS) {
    const step = steps.find((s) => s.name === name);
    if (step) lines.push(`${String(++number).padStart(2)} ${name.padEnd(width)}  ${step.does}  [${step.shape.join(', ')}]`);
    if (ends) lines.push(`   ${'-'.repeat(width)}  ${ends} ends here`);
  }
  if (there === null) return lines.join('\n');
  lines.push('', differences.length === 0 ? `The same as ${there.title}.` : `Other than ${there.title}:`);
  for (const { step, here: a, there: b } of differences) {
    lines.push(`   ${step.padEnd(width)}  ${a ?? 'nothing'}`, `   ${''.padEnd(width)}  there: ${b ?? 'nothing'}`);
  }
  return lines.join('\n');
}
