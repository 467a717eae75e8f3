/**
 * Stands in for `vitest` where code generation is forbidden (vitest's own runner needs it): the same `expect`, and just enough of
 * `describe` and `test` to run our files one test after the other.
 */
import { customMatchers, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

type Body = (...args: unknown[]) => unknown;
interface Case {
  name: string;
  body: () => unknown;
}

const cases: Case[] = [];
const path: string[] = [];

export const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), chai.expect);
(chai.expect as unknown as { extend: (expect: unknown, matchers: object) => void }).extend(chai.expect, customMatchers);

const format = (name: string, args: unknown[]): string => {
  let i = 0;
  return name.replace(/%[sdioj]/g, () => String(typeof args[i] === 'object' ? `#${i++}` : args[i++]).slice(0, 60));
};

function each<F extends (name: string, body: () => unknown) => void>(add: F) {
  return (table: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of table) {
      const args = Array.isArray(row) ? (row as unknown[]) : [row];
      add(format(name, args), () => body(...args));
    }
  };
}

const addTest = (name: string, body: () => unknown): void => void cases.push({ name: [...path, name].join(' > '), body });
const addGroup = (name: string, body: () => unknown): void => {
  path.push(name);
  body();
  path.pop();
};

/** Called at the top of each test file (run.mjs adds the call): what follows belongs to it. */
export function enterFile(name: string): void {
  path.splice(0, path.length, name);
}

/** Hooks of a file or group: run around its tests. */
const hooks: { path: string; when: 'before' | 'after'; body: () => unknown }[] = [];
const addHook =
  (when: 'before' | 'after') =>
  (body: () => unknown): void =>
    void hooks.push({ path: path.join(' > '), when, body });
export const beforeEach = addHook('before');
export const afterEach = addHook('after');

export const test = Object.assign(addTest, { each: each(addTest) });
export const it = test;
export const describe = Object.assign(addGroup, { each: each(addGroup) });

/** Runs everything that was registered; returns how many passed, and the failures. */
export async function runAll(): Promise<{ passed: number; failures: string[] }> {
  let passed = 0;
  const failures: string[] = [];
  for (const { name, body } of cases) {
    const around = (when: string) => hooks.filter((h) => h.when === when && name.startsWith(`${h.path} > `));
    try {
      for (const hook of around('before')) await hook.body();
      await body();
      passed++;
      for (const hook of around('after')) await hook.body();
    } catch (error) {
      failures.push(`${name}\n    ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passed, failures };
}
