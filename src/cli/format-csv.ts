import { decimalOf } from './decimal.js';
import { type Format } from './format.js';
import { type FeatureResult, hasChannels, type Result, toTable } from './result.js';

const ROWS = 256; // to a piece

/**
 * RFC 4180 with a header. A feature has one row a frame: `time` in seconds, then its columns; `file` comes first when several files
 * share the table, `channel` before `time` when channels were kept apart.
 */
export const csv: Format = { many: true, info: true, item: rows };

function* rows(result: Result, index: number, together: boolean): Generator<string> {
  if (result.kind === 'info') {
    if (index === 0) yield `${['file', ...Object.keys(result.fields)].map(quote).join(',')}\n`;
    yield `${[result.file, ...Object.values(result.fields)].map((value) => quote(String(value))).join(',')}\n`;
    return;
  }
  const apart = hasChannels(result);
  if (index === 0)
    yield `${[...(together ? ['file'] : []), ...(apart ? ['channel'] : []), 'time', ...result.columns].map(quote).join(',')}\n`;
  yield* frames(result, together ? `${quote(result.file)},` : '', apart);
}

function* frames(result: FeatureResult, prefix: string, apart: boolean): Generator<string> {
  const { channels, frames: count, width, data } = toTable(result);
  const decimal = decimalOf(data);
  let piece = '';
  for (let row = 0; row < channels * count; row++) {
    const seconds = ((row % count) * result.hopLength) / result.sampleRate;
    piece += `${prefix}${apart ? `${Math.floor(row / count)},` : ''}${Number(seconds.toFixed(6))}`;
    for (let i = row * width; i < (row + 1) * width; i++) piece += `,${decimal(data[i]!)}`;
    piece += '\n';
    if ((row + 1) % ROWS === 0) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
