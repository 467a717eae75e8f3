/**
 * Where results go: one place for all, or a file for each input.
 * @module
 */
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { didYouMean } from '../core/options.js';
import { type Input, type Inputs } from './find-inputs.js';
import { type Format, FORMATS, formatNamed } from './format.js';
import { type Job } from './parse-arguments.js';
import { UsageError } from './usage-error.js';

/** Where to write, decided before anything is read. */
export interface OutputPlan {
  readonly format: Format;
  readonly formatName: string;
  /** `-` or a file that takes all results; or nothing, and `targetOf` gives each input its own. */
  readonly shared: string | undefined;
  /** Whether a shared output holds a list of results, even of one. */
  readonly together: boolean;
  /** The words for "written to …". */
  readonly shown: string;
  targetOf(input: Input): string;
}

/** Decides format and place; refuses what would lose a result. */
export async function planOutput(job: Job, { files, several }: Inputs): Promise<OutputPlan> {
  const output = job.output ?? '-';
  const isInfo = job.command.name === 'info';
  const refuse = (message: string): never => {
    throw new UsageError(message, job.command.name);
  };
  const folder = /[/\\]$/.test(output) || (output !== '-' && (await stat(output).catch(() => undefined))?.isDirectory() === true);
  const pattern = /\{(\w*)\}/.test(output);
  const name = job.format ?? formatByName(output, folder, isInfo);
  const format =
    formatNamed(name) ??
    refuse(`${JSON.stringify(name)} is not a format${didYouMean(name, FORMATS) || `; formats are ${FORMATS.join(', ')}`}`);
  if (isInfo && !format.info) refuse(`info can be written as json, ndjson or csv, not as ${name}`);
  if (!isInfo && name === 'text') refuse(`${job.command.name} cannot be written as text; formats are ${FORMATS.join(', ')}`);
  if (!folder && !pattern) {
    if (several && !format.many) {
      refuse(
        `a .${name} file holds one result and there are several inputs; write to a folder (-o ${output === '-' ? 'out' : 'features'}/) or a pattern (-o {name}.${name})`,
      );
    }
    return {
      format,
      formatName: name,
      shared: output,
      together: several,
      shown: output === '-' ? 'stdout' : output,
      targetOf: () => output,
    };
  }
  const unknown = [...output.matchAll(/\{(\w*)\}/g)].find(([, key]) => !['dir', 'name', 'ext'].includes(key!));
  if (unknown) refuse(`${unknown[0]} is not known in a pattern; use {name}, {ext} and {dir}`);
  const targetOf = (input: Input): string =>
    pattern
      ? output.replace(/\{(dir|name|ext)\}/g, (_, key: 'dir' | 'name' | 'ext') => input[key] || (key === 'dir' ? '.' : ''))
      : join(output, input.dir, `${input.name}.${name}`);
  const taken = new Map<string, Input>();
  for (const input of files) {
    const target = join(targetOf(input));
    const other = taken.get(target);
    if (other) {
      refuse(
        `${other.path} and ${input.path} would both be written to ${target}; name the folder they share, or use a pattern such as ${pattern ? '' : join(output, '/')}{dir}/{name}.{ext}.${name}`,
      );
    }
    taken.set(target, input);
  }
  return { format, formatName: name, shared: undefined, together: false, shown: output, targetOf };
}

function formatByName(output: string, folder: boolean, isInfo: boolean): string {
  if (output === '-') return isInfo ? 'text' : 'csv';
  if (folder) return isInfo ? 'json' : 'npy';
  const extension = extname(output).slice(1).toLowerCase();
  if (extension !== '') return extension;
  throw new UsageError(
    `${output} has no extension to tell the format by: add one of ${FORMATS.map((f) => `.${f}`).join(' ')}, or --format`,
  );
}
