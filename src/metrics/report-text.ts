/**
 * Setting a table of scores, character for character as scikit-learn does.
 * @module
 */
import { largest } from '../core/select.js';

/** A line of the table: three scores, or the accuracy alone. */
export type ReportRow = { readonly name: string; readonly support: number } & (
  { readonly precision: number; readonly recall: number; readonly f1Score: number } | { readonly accuracy: number }
);

/** The table. */
export function reportText(classes: readonly ReportRow[], averages: readonly ReportRow[], digits: number): string {
  const width = Math.max('weighted avg'.length, digits, largest(classes.map(({ name }) => [...name].length)));
  const line = (name: string, cells: readonly string[]): string => {
    const padded = ' '.repeat(Math.max(0, width - [...name].length)) + name; // counted in code points, as Python does
    return `${padded} ${cells.map((cell) => ` ${cell.padStart(9)}`).join('')}`;
  };
  const row = (r: ReportRow): string => {
    const scores = 'accuracy' in r ? ['', '', fixed(r.accuracy, digits)] : [r.precision, r.recall, r.f1Score].map((v) => fixed(v, digits));
    return line(r.name, [...scores, String(r.support)]);
  };
  return `${[line('', ['precision', 'recall', 'f1-score', 'support']), '', ...classes.map(row), '', ...averages.map(row)].join('\n')}\n`;
}

/** A number in [0, 1] with `digits` decimals. Of two that are equally near, the even one, as in Python; `toFixed` takes the larger. */
export function fixed(x: number, digits: number): string {
  const up = x.toFixed(digits);
  const exact = x.toFixed(digits + 40); // no double of this range lies closer to a half without being one
  if (!/^50*$/.test(exact.slice(2 + digits))) return up;
  return /[13579]$/.test(up) ? (Number(up) - 10 ** -digits).toFixed(digits) : up;
}
