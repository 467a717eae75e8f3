/** The Markdown tables. */
import { installedVersion } from './thirdparty.mjs';

const digits = (value, n = 3) => (value >= 10 ** (n - 1) ? String(Math.round(value)) : value.toPrecision(n));
const time = (ms) => (ms < 1 ? `${digits(ms * 1000)} µs` : ms < 1000 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`);
const times = (x) => (x === undefined ? '' : digits(x, x >= 10 ? 2 : 3));
const table = (head, align, rows) => [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const versionOf = (row, python) => (row.package ? (installedVersion(row.package) ?? python?.versions[row.package] ?? '') : '');

/** One table for all transform lengths: time, and how many times as long as ours. */
function rfftTable(results, python) {
  const ids = [...new Set(results.flatMap(({ rows }) => rows.map(({ id }) => id)))];
  const cell = (row) => {
    if (!row || row.skipped?.startsWith('powers of two') || row.skipped?.startsWith('multiples')) return '–';
    if (row.skipped) return row.skipped === 'not installed' || row.skipped.startsWith('no ') ? '' : 'failed';
    if (row.differs) return `differs ${row.differs}`;
    return row.ratio === undefined || (row.own && row.ratio === 1) ? `**${time(row.ms)}**` : `${times(row.ratio)} ×`;
  };
  const find = (result, id) => result.rows.find((row) => row.id === id);
  const body = ids
    .filter((id) => results.some((result) => find(result, id)?.ms !== undefined))
    .map((id) => {
      const rows = results.map((result) => find(result, id));
      return [
        id,
        versionOf(rows.find(Boolean), python),
        ...rows.map((row, k) => (k >= 0 && id === results[k].rows[0].id && row?.ms ? `**${time(row.ms)}**` : cell(row))),
      ];
    });
  return table(
    ['time relative to the first row', 'version', ...results.map(({ title }) => title)],
    ['---', '---', ...results.map(() => '--:')],
    body,
  );
}

function clipTable({ rows, seconds }, python) {
  const body = rows
    .filter((row) => row.ms !== undefined)
    .map((row) => [
      row.id + (row.differs ? ' ¹'.repeat(row.known ? 1 : 0) : ''),
      versionOf(row, python),
      time(row.ms),
      times(row.ratio),
      `${digits((1000 * seconds) / row.ms)} ×`,
      row.tolerance === 0 && !row.differs
        ? 'reference'
        : row.differs
          ? 'differs'
          : row.deviation === undefined
            ? ''
            : row.deviation.toExponential(1),
    ]);
  const notes = rows
    .filter((row) => row.differs && row.ms !== undefined)
    .map((row) => `${row.known ? '¹ ' : ''}${row.id} differs: ${row.differs}.`);
  return [
    table(
      ['', 'version', 'time', 'time / first row', 'real time', 'largest difference / peak'],
      ['---', '---', '--:', '--:', '--:', '--:'],
      body,
    ),
    ...notes,
  ].join('\n\n');
}

function coldTable(rows, python) {
  return table(
    ['fresh process', 'version', 'import', 'first MFCC of 1 s', 'together'],
    ['---', '---', '--:', '--:', '--:'],
    rows
      .filter(({ ms }) => ms !== undefined)
      .map((row) => [row.id, versionOf(row, python), time(row.import), time(row.first), `**${time(row.ms)}**`]),
  );
}

function targetTable(rows) {
  const verdict = (met) => (met === undefined ? 'not in this run' : met ? 'reached' : '**missed**');
  return table(
    ['target', 'to reach', 'measured', ''],
    ['---', '--:', '--:', '---'],
    rows.map(({ what, reach, measured, unit, met }) => [
      what,
      reach,
      measured === undefined ? '' : `${digits(measured)} ${unit}`,
      verdict(met),
    ]),
  );
}

function leftOut(results, coldStart) {
  const reasons = new Map();
  for (const row of [...results.flatMap(({ rows }) => rows), ...(coldStart ?? [])]) {
    if (row.skipped && !/^(powers of two|multiples of)/.test(row.skipped)) reasons.set(`${row.id}: ${row.skipped}`, true);
  }
  return [...reasons.keys()].map((line) => `- ${line}`).join('\n');
}

/** @param run what bench.mjs collected */
export function report({ results, coldStart, targets, machine, python, command, rounds, date }) {
  const parts = [
    '# Benchmarks',
    `Made by \`${command}\` on ${date.slice(0, 10)}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}` +
      (python ? `, Python ${python.versions.python}` : '') +
      `. One fresh process per contender and workload, ${rounds} rounds with the contenders taking turns, each figure the median over the processes of the median inside. ` +
      'Trust the ratios: they are taken within a round; times move with the machine. A ratio above 1 is a contender slower than ours, below 1 a faster one.',
  ];
  if (machine.loadBefore > machine.cores / 2) {
    parts.push(
      `**The machine was busy (load ${machine.loadBefore.toFixed(1)} when this began): repeat it on a quiet one before quoting anything.**`,
    );
  }
  if (targets) parts.push('## Targets', targetTable(targets));
  const fft = results.filter(({ group }) => group === 'rfft');
  if (fft.length) {
    parts.push(
      '## Real FFT, forward',
      'Plans made beforehand; `–` where the contender cannot do the length. All agree with the first row: float64 to 1e-9, float32 to 1e-5 of the peak.',
      rfftTable(fft, python),
    );
  }
  for (const result of results.filter(({ group }) => group !== 'rfft')) {
    parts.push(`## ${result.title}`, clipTable(result, python));
    if (result.note) parts.push(result.note);
  }
  if (coldStart) parts.push('## Cold start', coldTable(coldStart, python));
  const out = leftOut(results, coldStart);
  if (out) parts.push('## Left out', out);
  return `${parts.join('\n\n')}\n`;
}
