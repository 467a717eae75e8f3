/**
 * The bytes before the samples of a WAV file. Pure arithmetic, so that files beyond 4 GiB can be tested without writing one.
 * @module
 */
import { putText } from './bytes.js';

/** Bits per sample to write; `'32f'` and `'64f'` are floats. */
export type BitDepth = 8 | 16 | 24 | 32 | '32f' | '64f';

/** What the header needs to know. */
export interface WavHeaderFacts {
  readonly channels: number;
  readonly sampleRate: number;
  /** Samples per channel. */
  readonly frames: number;
  readonly bitDepth: BitDepth;
  /** Speaker positions of the extensible format, a bit each; 0: none in particular. */
  readonly channelMask: number;
}

export const sampleBytesOf = (bitDepth: BitDepth): number => Number.parseInt(String(bitDepth)) / 8;

/**
 * RIFF, `fmt `, `fact` for floats, and the head of `data`. Extensible for more than two channels or integers of more than 16 bits,
 * as the format asks; RF64 with a `ds64` chunk when the file would not fit into 32-bit sizes.
 */
export function wavHeader({ channels, sampleRate, frames, bitDepth, channelMask }: WavHeaderFacts): Uint8Array {
  const float = typeof bitDepth === 'string';
  const sampleBytes = sampleBytesOf(bitDepth);
  const frameBytes = channels * sampleBytes;
  const dataBytes = frames * frameBytes;
  const tag = float ? 3 : 1;
  const extensible = channels > 2 || (!float && sampleBytes > 2);
  const fmtBytes = extensible ? 40 : float ? 18 : 16;
  const factBytes = float ? 12 : 0;
  const plainBytes = 12 + 8 + fmtBytes + factBytes + 8;
  const padding = dataBytes % 2;
  const long = plainBytes + dataBytes + padding - 8 > 0xffffffff;
  const total = plainBytes + (long ? 36 : 0);

  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const text = (value: string): void => (putText(bytes, at, value), void (at += 4));
  const u16 = (value: number): void => (view.setUint16(at, value, true), void (at += 2));
  const u32 = (value: number): void => (view.setUint32(at, value, true), void (at += 4));
  const u64 = (value: number): void => (u32(value % 4294967296), u32(Math.floor(value / 4294967296)));

  text(long ? 'RF64' : 'RIFF');
  u32(long ? 0xffffffff : total + dataBytes + padding - 8);
  text('WAVE');
  if (long) {
    text('ds64');
    u32(28);
    u64(total + dataBytes + padding - 8);
    u64(dataBytes);
    u64(frames);
    u32(0); // no table of further long chunks
  }
  text('fmt ');
  u32(fmtBytes);
  u16(extensible ? 0xfffe : tag);
  u16(channels);
  u32(sampleRate);
  u32(Math.min(sampleRate * frameBytes, 0xffffffff));
  u16(frameBytes);
  u16(8 * sampleBytes);
  if (fmtBytes > 16) u16(extensible ? 22 : 0);
  if (extensible) {
    u16(8 * sampleBytes);
    u32(channelMask);
    u32(tag); // KSDATAFORMAT_SUBTYPE_PCM or _IEEE_FLOAT
    for (const part of [0x00100000, 0xaa000080, 0x719b3800]) u32(part);
  }
  if (float) {
    text('fact');
    u32(4);
    u32(Math.min(frames, 0xffffffff));
  }
  text('data');
  u32(long ? 0xffffffff : dataBytes);
  return bytes;
}
