import { type Format } from './format.js';
import { printable } from './progress.js';

/** For people: what `info` prints when it is not asked for a format. */
export const text: Format = {
  many: true,
  info: true,
  *item(result, index) {
    if (result.kind !== 'info') throw new Error('text is for info only');
    const width = Math.max(...Object.keys(result.fields).map((name) => name.length));
    const lines = Object.entries(result.fields).map(([name, value]) => `  ${name.padEnd(width)}  ${printable(String(value))}\n`);
    yield `${index > 0 ? '\n' : ''}${printable(result.file)}\n${lines.join('')}`;
  },
};
