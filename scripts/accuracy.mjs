// Writes the accuracy table of the README: runs every golden case and keeps the largest error of each function. npm run accuracy
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
const record = join(folder, 'cases.ndjson');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const rooms = ['convert', 'window', 'frame', 'fft', 'io', 'signal', 'filterbank', 'stft', 'pitch', 'feature'].map((r) => `test/${r}/`);
const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=dot', ...rooms], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, AUDIOLAB_ACCURACY: record },
});
if (status !== 0) {
  console.error('the tests fail: no table');
  process.exit(1);
}

const rows = new Map();
for (const line of readFileSync(record, 'utf8').trim().split('\n')) {
  const { name, reference, version, error, oracleError } = JSON.parse(line);
  const key = `${name} ${reference}`;
  const row = rows.get(key) ?? { name, reference, version, cases: 0, error: 0, oracleError };
  row.cases++;
  row.error = Math.max(row.error, error);
  rows.set(key, row);
}
rmSync(folder, { recursive: true });

const ceil = (x) => {
  if (x === 0) return '0';
  const e = Math.floor(Math.log10(x));
  return `${Math.ceil(x / 10 ** e - 1e-9)}e${e}`.replace(/^10e(.*)$/, (_, k) => `1e${Number(k) + 1}`);
};
const table = [
  '| function | oracle | cases | largest error |',
  '| --- | --- | ---: | ---: |',
  ...[...rows.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(
      (r) =>
        `| \`${r.name}\` | \`${r.reference}\` (${r.version}) | ${r.cases} | ${ceil(r.error)}${r.oracleError ? ` (${r.oracleError})` : ''} |`,
    ),
].join('\n');

const path = join(ROOT, 'README.md');
const readme = readFileSync(path, 'utf8');
const start = '<!-- accuracy: written by npm run accuracy -->';
const end = '<!-- /accuracy -->';
if (!readme.includes(start)) throw new Error(`README.md has no ${start}`);
writeFileSync(path, readme.slice(0, readme.indexOf(start)) + `${start}\n${table}\n` + readme.slice(readme.indexOf(end)));
const cases = [...rows.values()].reduce((n, r) => n + r.cases, 0);
console.log(
  `${rows.size} functions, ${cases} cases, largest error ${ceil(Math.max(...[...rows.values()].filter((r) => !r.oracleError).map((r) => r.error)))}`,
);
