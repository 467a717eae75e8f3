/**
 * The chunks of AIFF (32-bit sizes, pad bytes) and CAF (64-bit sizes), big-endian.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { printable, textAt, viewOf } from './bytes.js';

/** A chunk: `size` as declared (Infinity: not said), `start` of its body. */
export interface BigChunk {
  readonly start: number;
  readonly size: number;
}

/**
 * The first chunk of each of the two names. Stops at a chunk that reaches beyond the end; if that is not `samples`, and something is
 * missing, the file is refused.
 */
export function findBigChunks(
  bytes: Uint8Array,
  from: number,
  names: { head: string; samples: string },
  sizeBytes: 4 | 8,
  caller: string,
  maxChunks: number,
): { head: BigChunk; samples: BigChunk } {
  const view = viewOf(bytes);
  let head: BigChunk | undefined;
  let samples: BigChunk | undefined;
  let pos = from;
  for (let count = 0; pos + 4 + sizeBytes <= bytes.length && !(head && samples); count++) {
    if (count === maxChunks)
      throw new DecodeError('too-many-chunks', pos, `${caller}: nothing found in the first ${maxChunks} chunks ("maxChunks")`);
    const id = textAt(bytes, pos, 4);
    const size = sizeBytes === 4 ? view.getUint32(pos + 4) : longSize(view, pos + 4);
    const start = pos + 4 + sizeBytes;
    const left = bytes.length - start;
    if (id === names.samples) samples = { start, size };
    else if (size > left) {
      throw new DecodeError(
        'truncated',
        pos + 4,
        `${caller}: the chunk ${printable(id)} at byte ${pos} claims ${size} bytes, and ${left} are left`,
      );
    } else if (id === names.head) head = { start, size };
    if (size > left) break;
    pos = start + size + (sizeBytes === 4 ? size % 2 : 0);
  }
  if (!head) throw new DecodeError('no-fmt', bytes.length, `${caller}: there is no ${printable(names.head)} chunk`);
  if (!samples) throw new DecodeError('no-data', bytes.length, `${caller}: there is no ${printable(names.samples)} chunk`);
  return { head, samples };
}

/** A size of 64 bits; negative ones mean "to the end of the file". */
function longSize(view: DataView, at: number): number {
  const high = view.getInt32(at);
  return high < 0 ? Infinity : high * 4294967296 + view.getUint32(at + 4);
}
