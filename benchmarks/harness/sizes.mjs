/** What the kernels weigh as they are shipped: the text of each WebAssembly module, and of all of them in one bundle, where they share much. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { oursAt } from './thirdparty.mjs';

export function measureSizes() {
  const folder = oursAt('modules/simd/generated/');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
  const texts = files.map((name) => /"([^"]{500,})"|'([^']{500,})'/.exec(readFileSync(new URL(name, folder), 'utf8'))[0].slice(1, -1));
  const weigh = (id, text) => ({ id, bytes: text.length, gzip: gzipSync(text, { level: 9 }).length });
  const rows = files.map((name, i) => weigh(name.replace('.js', ''), texts[i]));
  return { rows: rows.length ? [...rows, weigh('together', texts.join(''))] : [] };
}
