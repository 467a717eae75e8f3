/**
 * The library's errors in the words of the command line.
 * @module
 */
import { DecodeError, ParameterError } from '../core/errors.js';
import { reason } from './find-inputs.js';
import { kebab } from './option-table.js';
import { type Job } from './parse-arguments.js';

const COMMON_FLAGS: Record<string, string> = { offset: 'offset', duration: 'duration', targetSr: 'sr', origSr: 'sr', sampleRate: 'sr' };

/** `mfcc: "hopLength" must be ...` */
const REFUSAL = /^\w+: "(\w+)" (.*)$/s;

/** Whether a value the user gave is what the function refuses. */
export function isWrongOption(error: unknown, { options }: Job): boolean {
  const name = error instanceof ParameterError || error instanceof TypeError ? REFUSAL.exec(error.message)?.[1] : undefined;
  return name !== undefined && Object.hasOwn(options, name);
}

/** What went wrong with a file, without the names of functions; options are named as the user writes them: `--hop-length must be ...`. */
export function explain(error: unknown, path: string, { command }: Job): string {
  if (error instanceof DecodeError) return withoutCaller(error, path);
  if (!(error instanceof ParameterError) && !(error instanceof TypeError)) return reason(error);
  const [, name, rule] = REFUSAL.exec(error.message) ?? [];
  if (name === undefined) return reason(error);
  if (Object.hasOwn(command.options, name)) return `--${kebab(name)} ${rule}`;
  if (Object.hasOwn(COMMON_FLAGS, name)) return `--${COMMON_FLAGS[name]} ${rule}`;
  return name === 'y' ? `the signal ${rule}` : error.message;
}

/** `load: a.flac: this is FLAC, ...` without what stands before and, where a package is missing, without the advice to programmers. */
function withoutCaller({ code, message }: DecodeError, path: string): string {
  const rest = message.replace(/^\w+: /, '').replace(`${path}: `, '');
  return code === 'no-decoder' ? rest.replace(/("npm install [^"]+").*$/s, '$1') : rest;
}
