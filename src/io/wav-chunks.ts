/**
 * Walking through the chunks of a RIFF file, believing no number in it before looking at the bytes that are there.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { printable, textAt, viewOf } from './bytes.js';

/** Tells of something odd: a stable word and a sentence. */
export type Report = (code: string, message: string) => void;

/** A piece of the file that really exists. */
export interface Span {
  readonly start: number;
  readonly size: number;
}

/** What a WAV file is made of. */
export interface WavChunks {
  readonly container: string;
  readonly littleEndian: boolean;
  readonly fmt: Span;
  readonly data: Span;
  readonly truncated: boolean;
}

const UNKNOWN = 0xffffffff;
const KNOWN = 'fmt ,data,LIST,fact,bext,cue ,id3 ,ID3 ,smpl,inst,junk,JUNK,PEAK,iXML,axml,chna,afsp,AFAn,acid,note,plst,ds64,PAD ,_PMX';

/** Finds `fmt ` and `data`, in either order. Every step moves forward, so it ends after at most `maxChunks` or one pass. */
export function findWavChunks(bytes: Uint8Array, caller: string, maxChunks: number, report: Report): WavChunks {
  const view = viewOf(bytes);
  const end = bytes.length;
  const container = textAt(bytes, 0, 4);
  const fail = (code: string, at: number, message: string): DecodeError => new DecodeError(code, at, `${caller}: ${message}`);
  if (end === 0) throw fail('truncated', 0, 'the file is empty');
  if (!/^(RIFF|RIFX|RF64|BW64)$/.test(container)) {
    const cut = end < 4 && ['RIFF', 'RIFX', 'RF64', 'BW64'].some((id) => id.startsWith(container));
    throw cut
      ? fail('truncated', end, `the file ends after ${end} bytes`)
      : fail('not-wav', 0, `a WAV file starts with "RIFF", this one with ${printable(container)}`);
  }
  if (end < 12) throw fail('truncated', end, `the file ends after ${end} bytes, inside the RIFF header`);
  const form = textAt(bytes, 8, 4);
  if (form !== 'WAVE') throw fail('not-wav', 8, `a RIFF file of the form ${printable(form)} is not a WAV file`);

  const littleEndian = container !== 'RIFX';
  const riffSize = view.getUint32(4, littleEndian);
  let riffEnd = riffSize === 0 || riffSize === UNKNOWN ? Infinity : 8 + riffSize;
  let longData = -1; // the size of data by ds64
  let fmt: Span | undefined;
  let data: Span | undefined;
  let truncated = false;
  let pos = 12;
  for (let count = 0; pos + 8 <= end; count++) {
    if (pos >= riffEnd && fmt && data) break; // what follows is not part of the file
    if (count === maxChunks) {
      if (fmt && data) break;
      throw fail('too-many-chunks', pos, `no "fmt " and "data" among the first ${maxChunks} chunks ("maxChunks")`);
    }
    const id = textAt(bytes, pos, 4);
    const size = view.getUint32(pos + 4, littleEndian);
    const start = pos + 8;
    const left = end - start;
    if (id === 'data') {
      const declared = size === UNKNOWN && longData >= 0 ? longData : size;
      // Looked at once: a row of empty data chunks must not be walked again from each of them
      const open = declared === UNKNOWN || (declared === 0 && !data && left > 0 && !chunksUntilEnd(bytes, start, littleEndian));
      if (data && data.size > 0) {
        if (declared > 0 || open) report('several-data', `the data chunk at byte ${pos} is left out: the first one counts`);
      } else {
        data = { start, size: open ? left : Math.min(declared, left) };
        if (open) report('streamed-size', `the size of the samples was never filled in (${size}): read to the end of the file`);
        else if (declared > left) report('truncated', `the header promises ${declared} bytes of samples, the file holds ${left}`);
        truncated = open || declared > left;
      }
      if (open || declared > left) {
        pos = end;
        break;
      }
      pos = nextChunk(bytes, start + declared, declared, report);
      continue;
    }
    if (size > left) {
      const what = `the chunk ${printable(id)} at byte ${pos} claims ${size} bytes, and ${left} are left`;
      if (!data || !fmt) throw fail('truncated', pos + 4, what);
      report('chunk-size', `${what}: ignored`);
      pos = end;
      break;
    }
    if (id === 'fmt ') {
      if (fmt) report('several-fmt', `the second "fmt " chunk, at byte ${pos}, is left out`);
      else if (data) report('order', 'the samples come before their description');
      fmt ??= { start, size };
    } else if (id === 'ds64') {
      if (size >= 16) {
        const long = (at: number): number => view.getUint32(at, littleEndian) + view.getUint32(at + 4, littleEndian) * 4294967296;
        if (riffSize === UNKNOWN) riffEnd = 8 + long(start);
        longData = long(start + 8);
      } else {
        report('ds64', `the "ds64" chunk has ${size} bytes where 28 are due: ignored`);
      }
    }
    pos = nextChunk(bytes, start + size, size, report);
  }
  if (!fmt || !data) {
    if (pos < end) throw fail('truncated', pos, `the file ends inside the head of a chunk, ${end - pos} bytes after byte ${pos}`);
    throw fmt ? fail('no-data', end, 'there is no "data" chunk') : fail('no-fmt', end, 'there is no "fmt " chunk');
  }
  const dataEnd = data.start + data.size;
  if (!truncated && (dataEnd > riffEnd || (riffEnd !== Infinity && riffEnd > end + 1))) {
    report('riff-size', `the RIFF header says ${riffEnd - 8} bytes, the file has ${end - 8}: all samples are read`);
  }
  return { container, littleEndian, fmt, data, truncated };
}

/** Where the next chunk starts: behind the pad byte of an odd chunk, unless a known name stands in its place. */
function nextChunk(bytes: Uint8Array, after: number, size: number, report: Report): number {
  if (size % 2 === 0) return after;
  const known = (at: number): boolean => KNOWN.split(',').includes(textAt(bytes, at, 4));
  if (!known(after) || known(after + 1)) return after + 1;
  report('no-pad-byte', `the chunk that ends at byte ${after} has an odd size and no pad byte`);
  return after;
}

/** Whether the rest of the file is a row of chunks: then a data size of 0 means an empty file, not one that was never finished. */
function chunksUntilEnd(bytes: Uint8Array, from: number, littleEndian: boolean): boolean {
  const view = viewOf(bytes);
  let pos = from;
  while (pos + 8 <= bytes.length) {
    if (!/^[\x20-\x7e]{4}$/.test(textAt(bytes, pos, 4))) return false;
    const size = view.getUint32(pos + 4, littleEndian);
    pos += 8 + size + (size % 2);
  }
  return pos === bytes.length || pos === bytes.length + 1;
}
