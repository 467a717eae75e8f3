// Writes the accuracy tables of the README: runs every golden case and keeps the largest error of each function; then what single precision
// costs. npm run accuracy
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
const record = join(folder, 'cases.ndjson');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const rooms = [
  'convert',
  'window',
  'frame',
  'fft',
  'io',
  'signal',
  'filter',
  'filterbank',
  'stft',
  'pitch',
  'cqt',
  'sequence',
  'segment',
  'decompose',
  'effects',
  'rhythm',
  'feature',
  'kaldi',
  'kapre',
  'psf',
  'pyaudioanalysis',
  'metrics',
  'ml',
].map((r) => `test/${r}/`);
rooms.push('test/simd/accuracy.test.ts');
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
const singles = [];
for (const line of readFileSync(record, 'utf8').trim().split('\n')) {
  const { name, reference, version, error, oracleError, single, ...about } = JSON.parse(line);
  if (single) {
    singles.push(about);
    continue;
  }
  const key = `${name} ${reference} ${oracleError ?? ''}`;
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

const plain = (x) => x.toExponential();
const fine = (x) => plain(Number(x.toPrecision(2)));
const singleTable = [
  '| result | against | error | cases | bound | SIMD | TypeScript |',
  '| --- | --- | --- | ---: | ---: | ---: | ---: |',
  ...singles.map((r) => `| ${r.what} | ${r.against} | ${r.measured} | ${r.cases} | ${plain(r.bound)} | ${fine(r.simd)} | ${fine(r.js)} |`),
].join('\n');

const path = join(ROOT, 'README.md');
let readme = readFileSync(path, 'utf8');
for (const [name, text] of [
  ['accuracy', table],
  ['single', singleTable],
]) {
  const start = `<!-- ${name}: written by npm run accuracy -->`;
  const [before, after] = [readme.indexOf(start), readme.indexOf(`<!-- /${name} -->`)];
  if (before < 0 || after < before) throw new Error(`README.md has no ${start}`);
  readme = `${readme.slice(0, before)}${start}\n${text}\n${readme.slice(after)}`;
}
writeFileSync(path, readme);
const cases = [...rows.values()].reduce((n, r) => n + r.cases, 0);
console.log(
  `${rows.size} functions, ${cases} cases, largest error ${ceil(Math.max(...[...rows.values()].filter((r) => !r.oracleError).map((r) => r.error)))}`,
);
