/**
 * What `--help` prints.
 * @module
 */
import { COMMANDS } from './commands.js';
import { type Command } from './feature-command.js';
import { FORMATS } from './format.js';
import { kebab, type OptionSpec } from './option-table.js';
import { COMMON } from './parse-arguments.js';

const SHORT: Record<string, string> = { output: '-o, ', format: '-f, ', jobs: '-j, ', quiet: '-q, ', help: '-h, ', version: '-V, ' };

/** The help of a command, or of the whole program. */
export function help(command: Command | null): string {
  return command ? helpOf(command) : overview();
}

function overview(): string {
  return `audiolab: audio features, the numbers librosa has

Usage: audiolab COMMAND FILE… [-o OUT] [--sr 16000] [options]

Commands
${columns(COMMANDS.map((command) => [command.name, command.summary]))}

FILE is an audio file, a folder (searched through and through) or - for stdin.
OUT ends in ${FORMATS.map((format) => `.${format}`).join(' ')}; without it CSV goes to stdout.

Examples
  audiolab info speech.wav
  audiolab mfcc speech.wav --n-mfcc 13 --hop-length 160 -o speech.npy
  audiolab mel recordings/ --sr 16000 -o features/
  audiolab mel speech.wav -o speech.png
  cat speech.wav | audiolab features - --format json

audiolab COMMAND --help lists the options of a command.
Exit codes: 0 done, 1 some file failed (the others are done), 2 wrong usage, 130 interrupted.
`;
}

function helpOf(command: Command): string {
  const own = Object.entries(command.options).map(([name, spec]) => row(kebab(name), spec!));
  const common = Object.entries(COMMON).map(([flag, spec]) => row(flag, spec));
  return `audiolab ${command.name}: ${command.summary}

Usage: audiolab ${command.name} FILE… [-o OUT] [options]
${own.length > 0 ? `\nOptions of ${command.name}\n${columns(own)}\n` : ''}
Options of every command
${columns(common)}
`;
}

function row(flag: string, spec: OptionSpec): [string, string] {
  const isSwitch = spec.kinds.includes('boolean');
  const value = isSwitch ? '' : spec.kinds.includes('number') && !spec.kinds.includes('string') ? ' N' : ' X';
  const name = isSwitch && spec.default === true ? `--[no-]${flag}` : `--${flag}`;
  const shown = isSwitch || (spec.default === null && flag in COMMON) ? '' : ` [${spec.default}]`;
  return [`${SHORT[flag] ?? ''}${name}${value}`, `${spec.text}${shown}`];
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
}
