import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the README', () => {
  test('its accuracy table lists every function that has golden cases, and no other', () => {
    const tested = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.test.ts'))
      .flatMap((f) => [...readFileSync(join(ROOT, 'test', f), 'utf8').matchAll(/\bparity\(\s*'[^']+',\s*'([^']+)'/g)].map((m) => m[1]!));
    const listed = [...readme.matchAll(/^\| `[^`]+` \| `([^`]+)` \(/gm)].map((m) => m[1]!);
    expect(
      [...new Set(tested)].filter((r) => !listed.includes(r)),
      'run npm run accuracy',
    ).toEqual([]);
    expect(listed.length).toBeGreaterThan(80);
  });

  test('no error in it is above 1e-9, but what the oracle rounds itself', () => {
    const errors = [...readme.matchAll(/^\| `.*\| (\S+) \|$/gm)].map((m) => Number(m[1]));
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-9);
  });

  test('links to files that exist', () => {
    const files = new Set(readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((f) => !f.startsWith('node_modules')));
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((m) => m[1]!.replace(/^\.\//, '').replace(/\/$/, ''));
    expect(links.filter((l) => !files.has(l))).toEqual([]);
  });
});
