import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('the core of the suite passes where strings cannot become code', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(new URL('run.mjs', import.meta.url))], {
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toMatch(/code generation is forbidden: \d{3,} passed, 0 failed/);
  expect(status).toBe(0);
}, 120_000);
