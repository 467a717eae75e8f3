/**
 * Every conversion against librosa, in bulk: thousands of names, keys, svara and intervals, which must be equal, and numbers to 1e-9.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as convert from '../../src/convert/index.js';
import { expectClose } from '../support/close.js';
import { fold, foldedOptions, GOLDENS } from '../support/golden.js';

type Call = [positional: unknown[], keywords: Record<string, unknown>, answer: unknown];
const { cases } = JSON.parse(readFileSync(join(GOLDENS, 'convert/cases.json'), 'utf8')) as { cases: Record<string, Call[]> };

const nameOf = (name: string): string => (name === 'A4_to_tuning' ? 'a4ToTuning' : fold(name));
const words = (x: unknown): boolean =>
  typeof x === 'string' || (Array.isArray(x) && x.some(words)) || (!!x && typeof x === 'object' && !Array.isArray(x));

/** Words and dictionaries must be equal, numbers close. */
function expectSame(got: unknown, want: unknown): void {
  if (words(want)) expect(got).toEqual(want);
  else expectClose(got, typeof want === 'number' ? [want].flat()[0] : want, 1e-9);
}

test.each(Object.entries(cases).map(([name, calls]) => [name, calls.length, calls] as const))('%s, %i calls', (name, _, calls) => {
  const ours = (convert as unknown as Record<string, (...args: unknown[]) => unknown>)[nameOf(name)]!;
  expect(ours, nameOf(name)).toBeTypeOf('function');
  for (const [positional, keywords, answer] of calls) {
    const args = [...positional];
    if (name === 'mel_frequencies' && args.length === 0) args.push(undefined); // n_mels has a default
    if (Object.keys(keywords).length > 0) args.push(foldedOptions(keywords));
    try {
      expectSame(ours(...args), answer);
    } catch (error) {
      throw new Error(`${nameOf(name)}(${args.map((a) => JSON.stringify(a)).join(', ')}): ${(error as Error).message}`, { cause: error });
    }
  }
});
