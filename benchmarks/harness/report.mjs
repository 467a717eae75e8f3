/** RESULTS.md. */
import { busy, BUSY, digits, power, table, time, times } from './format.mjs';
import { goals } from './goals.mjs';

const IMPOSSIBLE = /^(powers of two|multiples of)/;
const version = (row) => (row?.version ?? '').replace(/^fftw-/, '');

/** @param run what bench.mjs collected */
export function report(run) {
  const { results, machine, engine, python, command, rounds, date } = run;
  const find = (id) => results.find((result) => result.id === id);
  const parts = [
    '# Benchmarks',
    `Made by \`${command}\` on ${date.slice(0, 10)}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}` +
      (python ? `, Python ${python.versions.python}` : '') +
      `. One fresh process per contender and workload, ${rounds} rounds with the contenders taking turns, each figure the median over the processes of the median inside. ` +
      'Trust the ratios: they are taken within a round; times move with the machine. How it measures: [README](README.md).',
  ];
  if (engine?.name === 'js') parts.push(`**No SIMD here: ${engine.reason}. All that is ours was computed in TypeScript.**`);
  const marked = results.filter(busy);
  if (marked.length) {
    const loads = marked.map(({ load }) => load);
    parts.push(
      `**† Measured while the machine had other things to do (load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} before ` +
        `the row began; the benchmark itself makes 1, ${BUSY} is allowed): ${marked.length} of ${results.length} rows. Repeat them on a quiet one before quoting anything.**`,
    );
  }
  parts.push('## Goals', GOALS, goalTable(goals(run).filter(({ measured }) => measured !== undefined || !run.partial)));
  const fft = results.filter(({ group }) => group === 'rfft');
  if (fft.length) parts.push('## Real FFT, forward', FFT, fftTable(fft));
  for (const result of results.filter(({ group, rows }) => group && group !== 'rfft' && rows)) {
    parts.push(`## ${result.title}${busy(result)}`, clipTable(result));
    if (result.note) parts.push(result.note);
  }
  const special = [
    ['memory', 'MFCC of one hour', memoryTable],
    ['workers', 'Two workers', workerTable],
    ['cold-start', 'Cold start', coldTable],
    ['sizes', 'Sizes', sizeTable],
  ];
  for (const [id, title, make] of special) {
    const result = find(id);
    if (result?.rows?.some(({ skipped }) => !skipped)) parts.push(`## ${title}${busy(result)}`, make(result));
  }
  const out = leftOut(results);
  if (out) parts.push('## Left out', out);
  return `${parts.join('\n\n')}\n`;
}

const GOALS =
  'Single precision on the SIMD kernels unless it says TypeScript. "≥": how many times as fast as the other; "≤": our time as a part of the other\'s. ' +
  'Errors are distances from our float64 result, which the tests hold against librosa: of FFTs relative RMS, of MFCCs in dB, of resampling how far a sine stands out of the rest.';
const FFT =
  'Plans made beforehand, copies included; `–` where the contender cannot do the length. The first row is the reference for the numbers, ours in ' +
  'float32 for the times: a ratio above 1 is slower than ours, below 1 faster. Float64 agrees to 1e-9 of the peak, float32 to 1e-5.';

function goalTable(rows) {
  const verdicts = { stretch: '**stretch**', gate: 'gate', short: 'not reached', missed: '**missed**' };
  return table(
    ['work', 'against', 'measured', 'gate', 'stretch', 'reached', 'our error', 'allowed', 'their error'],
    ['---', '---', '--:', '--:', '--:', '---', '--:', '--:', '--:'],
    rows.map(({ what, against, measured, unit, gate, stretch, met, ours, allowed, theirs, result }) => [
      what,
      against,
      measured === undefined ? '' : `${digits(measured)} ${unit}${busy(result)}`,
      gate,
      stretch,
      verdicts[met] ?? 'not measured',
      ours,
      ours && allowed,
      theirs,
    ]),
  );
}

/** One table for all transform lengths. */
function fftTable(results) {
  const find = (result, id) => result.rows?.find((row) => row.id === id);
  const ids = [...new Set(results.flatMap(({ rows = [] }) => rows.map(({ id }) => id)))].filter((id) => !id.endsWith('points'));
  const cell = (row, base) => {
    if (!row) return '';
    if (IMPOSSIBLE.test(row.skipped)) return '–';
    if (row.skipped) return row.skipped.startsWith('failed') ? 'failed' : '';
    if (row.differs) return `differs ${row.differs}`;
    return row.id === base ? `**${time(row.ms)}**` : `${times(row.ratio)} ×`;
  };
  return table(
    ['', 'version', ...results.map((result) => result.title + busy(result))],
    ['---', '---', ...results.map(() => '--:')],
    ids
      .filter((id) => results.some((result) => find(result, id)?.ms))
      .map((id) => {
        const rows = results.map((result) => find(result, id));
        return [id, version(rows.find((row) => row?.version)), ...rows.map((row, k) => cell(row, results[k].base))];
      }),
  );
}

function clipTable({ rows, seconds, base }) {
  const measured = rows.filter(({ ms }) => ms !== undefined);
  const sines = measured.some(({ accuracy }) => accuracy.snr);
  const mark = (row) => (row.known ? ' ¹' : '') + (row.failures ? ` (${row.times.filter(Boolean).length} rounds)` : '');
  const distance = (row) => {
    if (row.reference) return 'reference';
    if (row.differs) return 'differs';
    return row.accuracy.peak === undefined ? '' : power(row.accuracy.peak);
  };
  const body = measured.map((row) => [
    row.id + mark(row),
    version(row),
    row.id === base ? `**${time(row.ms)}**` : time(row.ms),
    times(row.ratio),
    ...(seconds ? [`${digits((1000 * seconds) / row.ms)} ×`] : []),
    distance(row),
    ...(sines ? [`${Math.round(row.accuracy.snr)} dB`, `${Math.round(row.accuracy.leakage)} dB`] : []),
  ]);
  const notes = measured.filter(({ differs }) => differs).map((row) => `${row.known ? '¹ ' : ''}${row.id} differs: ${row.differs}.`);
  const more = [...(seconds ? ['real time'] : []), 'largest difference / peak', ...(sines ? ['sines stand out by', 'leakage'] : [])];
  return [
    table(['', 'version', 'time', `time / ${base}`, ...more], ['---', '---', '--:', '--:', ...more.map(() => '--:')], body),
    ...(sines ? ['Sines of 1, 6, 7 and 7.4 kHz must come through, the worst counts; of 8.6, 10 and 15 kHz nothing should.'] : []),
    ...notes,
  ].join('\n\n');
}

const present = ({ rows }) => rows.filter(({ skipped }) => !skipped);

function memoryTable(result) {
  return table(
    ['22,050 Hz, defaults', 'version', 'memory beyond input and output', 'time, once'],
    ['---', '---', '--:', '--:'],
    present(result).map((row) => [row.own ? `audiolab, ${row.id}` : row.id, version(row), `${digits(row.bytes / 1e6)} MB`, time(row.ms)]),
  );
}

function workerTable(result) {
  return table(
    ['MFCC of speech, clips of 30 s', 'one worker, a clip', 'two', 'times as many'],
    ['---', '--:', '--:', '--:'],
    present(result).map(({ id, one, two, gain }) => [id, time(one), time(two), `${digits(gain)} ×`]),
  );
}

function coldTable(result) {
  return table(
    ['fresh process', 'version', 'import', 'first MFCC of 1 s', 'together'],
    ['---', '---', '--:', '--:', '--:'],
    present(result).map((row) => [row.id, version(row), time(row.import), time(row.first), `**${time(row.ms)}**`]),
  );
}

function sizeTable({ rows }) {
  return table(
    ['SIMD module', 'bytes', 'gzipped'],
    ['---', '--:', '--:'],
    rows.map(({ id, bytes, gzip }) => [id, bytes, gzip]),
  );
}

function leftOut(results) {
  const lines = results.flatMap(({ id, failed, rows = [] }) => [
    ...(failed ? [`${id}: ${failed}`] : []),
    ...rows.flatMap(({ id: row, skipped, failures }) => {
      const reason = skipped && !IMPOSSIBLE.test(skipped) ? skipped : failures && `failed in ${failures.length} rounds: ${failures[0]}`;
      return reason ? [`${row}: ${reason}${skipped === reason && !reason.startsWith('failed') ? '' : ` (${id})`}`] : [];
    }),
  ]);
  return [...new Set(lines)].map((line) => `- ${line}`).join('\n');
}
