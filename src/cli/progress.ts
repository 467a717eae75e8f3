/**
 * A line that tells how far the work is. It is drawn on a terminal's stderr only, so that no log file ever sees it.
 * @module
 */
import { type Output } from './io.js';

const WIDTH = 24;
const CLEAR = '\r\u001b[K';

export interface Progress {
  /** Draws the bar: `done` files are finished, `name` is being read. */
  show(done: number, name: string): void;
  /** Removes the bar, for a message or at the end. */
  clear(): void;
}

/** A bar for `total` files, or one that does nothing where nobody looks. */
export function createProgress(stderr: Output, total: number, quiet: boolean): Progress {
  if (!stderr.isTTY || quiet || total < 2) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show(done, name) {
      const now = Date.now();
      if (done > 0 && now - last < 50) return; // 20 times a second is enough
      last = now;
      const filled = Math.round((WIDTH * done) / total);
      const bar = '#'.repeat(filled) + '.'.repeat(WIDTH - filled);
      const room = Math.max(0, (stderr.columns ?? 80) - WIDTH - 2 * String(total).length - 7);
      stderr.write(`${CLEAR}[${bar}] ${done}/${total} ${printable(name).slice(-room || name.length)}`);
    },
    clear() {
      stderr.write(CLEAR);
    },
  };
}

/** File names may hold control characters, which must not reach a terminal. */
export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
