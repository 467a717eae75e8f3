/** Writes RESULTS.md and the README's table from what bench.mjs collected. */
import { readFileSync, writeFileSync } from 'node:fs';
import { report } from './report.mjs';
import { speedTable } from './speed-table.mjs';

export const START = '<!-- speed: written by npm run speed -->';
export const END = '<!-- /speed -->';
const at = (name) => new URL(name, import.meta.url);

export const readRun = (name = 'full.json') => JSON.parse(readFileSync(at(`../results/${name}`), 'utf8'));

/** The README with the table of this run. */
export function withSpeed(readme, run) {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`README.md has no ${START} … ${END}`);
  return `${readme.slice(0, start)}${START}\n${speedTable(run)}\n${readme.slice(end)}`;
}

export function writeReports(run) {
  const readme = at('../../README.md');
  writeFileSync(at('../RESULTS.md'), report(run));
  writeFileSync(readme, withSpeed(readFileSync(readme, 'utf8'), run));
}
