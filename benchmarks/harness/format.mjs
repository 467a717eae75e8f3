/** Numbers and tables in Markdown. */
export const digits = (value, n = 3) => (value >= 10 ** (n - 1) ? String(Math.round(value)) : value.toPrecision(n));
export const time = (ms) => (ms < 1 ? `${digits(ms * 1000)} µs` : ms < 1000 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`);
export const times = (x) => (x === undefined ? '' : digits(x, x >= 10 ? 2 : 3));
export const power = (x) => (x === 0 ? '0' : x.toExponential(1));
export const table = (head, align, rows) => [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Rows measured while the machine had more to do than the benchmark are marked. */
export const BUSY = 1.5;
export const busy = (result) => (result?.load > BUSY ? ' †' : '');
