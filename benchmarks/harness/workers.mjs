/** What a second worker brings. workers/run.mjs takes the turns itself. */
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { call } from './runner.mjs';

const SCRIPT = fileURLToPath(new URL('../workers/run.mjs', import.meta.url));
const TIMEOUT = 240_000;

export async function runWorkers({ rounds, progress }) {
  const load = os.loadavg()[0];
  const began = performance.now();
  progress('workers');
  const said =
    os.cpus().length < 2 ? { unsupported: 'one core only' } : await call(process.execPath, [SCRIPT, '--rounds', String(rounds)], TIMEOUT);
  const reason = said.unsupported ?? (said.error && `failed: ${said.error}`);
  const rows = reason ? [{ id: 'extractMany', own: true, skipped: reason }] : said.rows;
  return { load, took: (performance.now() - began) / 1000, rows };
}
