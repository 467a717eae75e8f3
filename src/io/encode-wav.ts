/**
 * Samples to WAV files.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { type Channels, readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type BitDepth, sampleBytesOf, wavHeader } from './wav-header.js';

/** Options of {@link encodeWav}. */
export interface EncodeWavOptions {
  /** Samples per second, Hz; needed when the signal does not carry its rate. WAV stores whole numbers only. @defaultValue the signal's */
  sampleRate?: number | undefined;
  /** Bits per sample: integers of 8 (unsigned), 16, 24 or 32 bits, or floats `'32f'`, `'64f'`. @defaultValue `16` */
  bitDepth?: BitDepth | undefined;
  /** Limit samples outside [-1, 1] instead of refusing them. For integers only: floats have room. @defaultValue `false` */
  clip?: boolean | undefined;
  /** `'tpdf'` adds triangular noise of one step before rounding, so that the error no longer follows the signal. @defaultValue `'none'` */
  dither?: 'none' | 'tpdf' | undefined;
  /** Seed of the dither; same seed, same bytes. @defaultValue `0` */
  seed?: number | undefined;
  /** Speaker positions, written for more than two channels or more than 16 bits; `null`: front left and right for two, none for more. @defaultValue `null` */
  channelMask?: number | null | undefined;
}

interface Settings {
  sampleRate: number | null;
  bitDepth: BitDepth;
  clip: boolean;
  dither: 'none' | 'tpdf';
  seed: number;
  channelMask: number | null;
}

const DEFAULTS: Settings = { sampleRate: null, bitDepth: 16, clip: false, dither: 'none', seed: 0, channelMask: null };
const BLOCK = 2048;

/**
 * Writes a WAV file into memory.
 *
 * A sample x becomes the integer nearest to x * 2^(bits - 1), the inverse of {@link decodeWav}; the one value that does not fit, +1,
 * becomes the largest integer. More than two channels or integers of more than 16 bits are written as WAVE_FORMAT_EXTENSIBLE, files
 * beyond 4 GiB as RF64.
 *
 * @param y - Signal of shape `[samples]` or `[channels, samples]`, in [-1, 1] for integer formats.
 * @returns The whole file.
 * @throws {@link ParameterError} for NaN or Infinity, for samples outside [-1, 1] unless `clip` or a float format is chosen
 * (the message names the first), for more than 65535 channels, and for unknown options.
 * @example
 * ```ts
 * const file = encodeWav(Float32Array.of(0, 0.5, -1), { sampleRate: 8000 });
 * file.length; // 50
 * decodeWav(file).samples; // [0, 0.5, -1]
 * ```
 * @see libsndfile 1.2.2 reads these files back bit for bit. (It writes x * 32767 itself, so its own round trip is not exact.)
 */
export function encodeWav(y: SignalInput, options?: EncodeWavOptions): Uint8Array {
  const caller = 'encodeWav';
  const settings = readOptions<Settings>(caller, options, DEFAULTS);
  const { bitDepth, clip, dither, seed } = settings;
  expectOneOf(bitDepth, caller, 'bitDepth', [8, 16, 24, 32, '32f', '64f']);
  expectBoolean(clip, caller, 'clip');
  expectOneOf(dither, caller, 'dither', ['none', 'tpdf']);
  expectInteger(seed, caller, 'seed', 0, 0xffffffff);
  if (settings.channelMask !== null) expectInteger(settings.channelMask, caller, 'channelMask', 0, 0xffffffff);
  const signal = readSignal(y, caller);
  const { channels, length } = signal;
  if (signal.lead.length > 1) {
    throw new ParameterError(caller, 'y', `must have shape [samples] or [channels, samples], got ${signal.lead.length + 1} axes`);
  }
  const sampleRate = resolveSampleRate(signal.sampleRate, settings.sampleRate, caller);
  expectPositive(sampleRate, caller, 'sampleRate');
  expectInteger(sampleRate, caller, 'sampleRate', 1, 0x7fffffff);
  const frameBytes = channels.length * sampleBytesOf(bitDepth);
  if (frameBytes > 65535) throw new ParameterError(caller, 'y', `has too many channels for a WAV file: ${channels.length}`);
  const float = typeof bitDepth === 'string';
  if (float && (clip || dither !== 'none')) {
    throw new ParameterError(caller, clip ? 'clip' : 'dither', `is for integer formats, and "bitDepth" is '${bitDepth}'`);
  }

  const channelMask = settings.channelMask ?? [0, 4, 3][channels.length] ?? 0;
  const header = wavHeader({ channels: channels.length, sampleRate, frames: length, bitDepth, channelMask });
  const dataBytes = length * frameBytes;
  const file = new Uint8Array(header.length + dataBytes + (dataBytes % 2));
  file.set(header);
  const view = new DataView(file.buffer, header.length);
  if (float) writeFloats(view, signal, bitDepth);
  else writeIntegers(view, signal, bitDepth, clip, dither === 'tpdf' ? createRandom(seed) : undefined);
  return file;
}

function writeFloats(view: DataView, { channels, length }: Channels, bitDepth: '32f' | '64f'): void {
  const width = sampleBytesOf(bitDepth);
  const step = width * channels.length;
  for (const [c, channel] of channels.entries()) {
    forBlocks(channel, length, (block, first, n) => {
      for (let i = 0, at = c * width + first * step; i < n; i++, at += step) {
        const x = block[i]!;
        if (x - x !== 0) throw notFinite(x, first + i, c, channels.length);
        if (width === 8) view.setFloat64(at, x, true);
        else if (Math.abs(Math.fround(x)) === Infinity) throw outside(x, first + i, c, channels.length, "fits into 32 bits; use '64f'");
        else view.setFloat32(at, x, true);
      }
    });
  }
}

function writeIntegers(
  view: DataView,
  { channels, length }: Channels,
  bits: 8 | 16 | 24 | 32,
  clip: boolean,
  random: Random | undefined,
): void {
  const width = bits / 8;
  const step = width * channels.length;
  const scale = 2 ** (bits - 1);
  const rule = 'is in [-1, 1]; scale the signal, or pass "clip: true" or a float "bitDepth"';
  for (const [c, channel] of channels.entries()) {
    forBlocks(channel, length, (block, first, n) => {
      for (let i = 0, at = c * width + first * step; i < n; i++, at += step) {
        const x = block[i]!;
        if (x - x !== 0) throw notFinite(x, first + i, c, channels.length);
        if (!clip && (x > 1 || x < -1)) throw outside(x, first + i, c, channels.length, rule);
        const noise = random ? random.uniform() - random.uniform() : 0;
        const value = Math.max(-scale, Math.min(scale - 1, Math.floor(x * scale + noise + 0.5)));
        if (width === 1) view.setUint8(at, value + 128);
        else if (width === 2) view.setInt16(at, value, true);
        else if (width === 4) view.setInt32(at, value, true);
        else {
          view.setUint16(at, value & 0xffff, true);
          view.setInt8(at + 2, value >> 16);
        }
      }
    });
  }
}

/** Hands a channel over in pieces of one array type, so that the loops see only Float64Array. */
function forBlocks(x: FloatArray, length: number, write: (block: Float64Array, first: number, n: number) => void): void {
  const block = new Float64Array(Math.min(BLOCK, length));
  for (let first = 0; first < length; first += BLOCK) {
    const n = Math.min(BLOCK, length - first);
    block.set(x.subarray(first, first + n));
    write(block, first, n);
  }
}

const where = (index: number, channel: number, channels: number): string =>
  `at index ${index}${channels > 1 ? ` of channel ${channel}` : ''}`;

const notFinite = (x: number, index: number, channel: number, channels: number): ParameterError =>
  new ParameterError('encodeWav', 'y', `must be finite, got ${x} ${where(index, channel, channels)}`);

const outside = (x: number, index: number, channel: number, channels: number, rule: string): ParameterError =>
  new ParameterError('encodeWav', 'y', `must hold what ${rule}; got ${x} ${where(index, channel, channels)}`);
