/**
 * `npm test`: installs what is missing, builds, runs every test. Arguments go to vitest: `npm test -- test/fft`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, ROOT } from './prepare.mjs';

prepare();
if (!process.env['EVERY']) console.log('The four slowest files of tests are left out; EVERY=1 npm test runs them, as CI does.');
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status, signal } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
