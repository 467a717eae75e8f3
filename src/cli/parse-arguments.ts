/**
 * From words to a job: `audiolab COMMAND FILE… [options]`.
 * @module
 */
import { parseArgs } from 'node:util';
import { didYouMean } from '../core/options.js';
import { type DecodeOptions } from '../io/decode-options.js';
import { COMMANDS } from './commands.js';
import { type Command } from './feature-command.js';
import { boolean, kebab, number, numberOrNull, type OptionSpec, type OptionValue, parseValue, string, optional } from './option-table.js';
import { FORMATS } from './format.js';
import { UsageError } from './usage-error.js';

/** What every command takes, by flag. */
export const COMMON: Readonly<Record<string, OptionSpec>> = {
  output: optional('file, pattern such as out/{name}.npy, folder with a / at its end, or - for stdout'),
  format: optional(`${FORMATS.join(', ')}; without it the extension of the output decides`),
  sr: numberOrNull(null, 'sample rate in Hz to convert to first; null keeps the rate of the file'),
  mono: boolean(true, 'mix the channels; --no-mono keeps them apart'),
  offset: number(0, 'seconds to skip at the beginning'),
  duration: numberOrNull(null, 'seconds to read at most'),
  dtype: string('float32', 'precision of samples and results: float32 or float64'),
  jobs: number(1, 'files computed at the same time, each on a core of its own; 0 for all cores'),
  quiet: boolean(false, 'print errors only'),
  help: boolean(false, 'this help'),
  version: boolean(false, 'the version'),
};

const SHORT: Record<string, string> = { output: 'o', format: 'f', jobs: 'j', quiet: 'q', help: 'h', version: 'V' };
const SYNONYMS: Record<string, string> = { 'sample-rate': 'sr' };

/** A job as asked for. */
export interface Job {
  readonly command: Command;
  /** Files, folders and `-`, as given. */
  readonly inputs: readonly string[];
  readonly output: string | null;
  readonly format: string | null;
  readonly sampleRate: number | null;
  readonly mono: boolean;
  /** Files at the same time; 0 for one on each core. */
  readonly jobs: number;
  readonly quiet: boolean;
  /** What is read of each file. */
  readonly decoding: DecodeOptions;
  /** The function's options that were given. */
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** What the command line asks for. */
export type Request = { readonly help: Command | null } | { readonly version: true } | { readonly job: Job };

/** Reads the words after `audiolab`; refuses with {@link UsageError}. */
export function parseArguments(argv: readonly string[]): Request {
  const [first, ...rest] = argv;
  if (first === undefined) throw new UsageError('a command is missing');
  if (first === '--help' || first === '-h') return { help: null };
  if (first === '--version' || first === '-V') return { version: true };
  if (first === 'help') return { help: rest[0] === undefined ? null : commandNamed(rest[0]) };
  if (first.startsWith('-') && first !== '-') throw new UsageError(`a command comes first, got ${first}`);
  const command = commandNamed(first);
  const { flags, positionals } = readFlags(rest, command);
  if (flags.get('help') === true) return { help: command };
  if (flags.get('version') === true) return { version: true };
  if (positionals.length === 0) throw new UsageError('a file, a folder or - for stdin is missing', command.name);
  if (positionals.filter((name) => name === '-').length > 1) throw new UsageError('stdin can be read once only', command.name);
  const common = <T extends OptionValue>(name: string, otherwise: T): T => (flags.get(name) as T | undefined) ?? otherwise;
  checkCommon(flags, command);
  const options: Record<string, OptionValue> = {};
  for (const name of Object.keys(command.options)) if (flags.has(kebab(name))) options[name] = flags.get(kebab(name))!;
  return {
    job: {
      command,
      inputs: positionals,
      output: common<string | null>('output', null),
      format: common<string | null>('format', null),
      sampleRate: common<number | null>('sr', null),
      mono: common('mono', true),
      jobs: common('jobs', 1),
      quiet: common('quiet', false),
      decoding: {
        offset: common('offset', 0),
        duration: common<number | null>('duration', null),
        dtype: common('dtype', 'float32') as 'float32',
      },
      options,
    },
  };
}

/** What does not depend on a file is refused before one is opened. */
function checkCommon(flags: Map<string, OptionValue>, { name }: Command): void {
  const refuse = (flag: string, rule: string): never => {
    throw new UsageError(`--${flag} must be ${rule}, got ${flags.get(flag)}`, name);
  };
  const within = (flag: string, least: number): boolean => {
    const value = flags.get(flag) ?? least;
    return typeof value === 'number' && value >= least && value < Infinity;
  };
  if (!within('sr', Number.MIN_VALUE)) refuse('sr', 'a finite number > 0, in Hz');
  if (!within('offset', 0)) refuse('offset', 'a finite number >= 0, in seconds');
  if (!within('duration', Number.MIN_VALUE)) refuse('duration', 'a finite number > 0, in seconds');
  const jobs = flags.get('jobs') ?? 0;
  if (!Number.isInteger(jobs) || (jobs as number) < 0) refuse('jobs', 'an integer >= 0');
  if (!['float32', 'float64'].includes((flags.get('dtype') as string | undefined) ?? 'float32')) refuse('dtype', 'float32 or float64');
}

function commandNamed(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  const names = COMMANDS.map((command) => command.name);
  const hint = /[./\\]/.test(name)
    ? `; to look at a file: audiolab info ${name}`
    : didYouMean(name, names) || `; commands are ${names.join(', ')}`;
  throw new UsageError(`${JSON.stringify(name)} is not a command${hint}`);
}

/** Flags (by kebab-case name) and files. Node's parser splits the words; checking them is ours, for its messages know no "did you mean". */
function readFlags(words: readonly string[], command: Command): { flags: Map<string, OptionValue>; positionals: string[] } {
  const specs: Record<string, OptionSpec> = { ...COMMON };
  for (const [name, spec] of Object.entries(command.options)) specs[kebab(name)] = spec!;
  const shapes: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [flag, spec] of Object.entries(specs)) {
    const isSwitch = spec.kinds.includes('boolean');
    shapes[flag] = { type: isSwitch ? 'boolean' : 'string', ...(SHORT[flag] ? { short: SHORT[flag] } : {}) };
    if (isSwitch) shapes[`no-${flag}`] = { type: 'boolean' };
  }
  for (const synonym of Object.keys(SYNONYMS)) shapes[synonym] = { type: 'string' };
  const { tokens, positionals } = parseArgs({ args: [...words], options: shapes, strict: false, allowPositionals: true, tokens: true });
  const flags = new Map<string, OptionValue>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { rawName, value } = token;
    if (!Object.hasOwn(shapes, token.name)) {
      const near = rawName.startsWith('--') ? didYouMean(token.name, Object.keys(shapes)).replace(/"(.*)"/, '--$1') : '';
      throw new UsageError(`${rawName} is not an option of ${command.name}${near}`, command.name);
    }
    const negated = !Object.hasOwn(specs, token.name) && token.name.startsWith('no-');
    const flag = negated ? token.name.slice(3) : Object.hasOwn(SYNONYMS, token.name) ? SYNONYMS[token.name]! : token.name;
    const spec = specs[flag]!;
    if (negated && value !== undefined) throw new UsageError(`${rawName} takes no value`, command.name);
    if (value === undefined && !spec.kinds.includes('boolean')) throw new UsageError(`${rawName} needs a value`, command.name);
    flags.set(flag, value === undefined ? !negated : parseValue(rawName, value, spec));
  }
  return { flags, positionals };
}
