/**
 * The checks that every container of samples shares, once its head is read.
 * @module
 */
import { DecodeError, type Warning } from '../core/errors.js';
import { type SampleEncoding, type SampleLayout } from './audio-format.js';
import { type DecodeSettings } from './decode-options.js';
import { type Report } from './wav-chunks.js';

/** Collects warnings and hands each to `onWarning`. */
export function collectWarnings(caller: string, settings: DecodeSettings): { warnings: Warning[]; report: Report } {
  const warnings: Warning[] = [];
  const report = (code: string, message: string): void => {
    const warning = { caller, code, message };
    warnings.push(warning);
    settings.onWarning?.(warning);
  };
  return { warnings, report };
}

/** What a head says, in the words of any container. */
export interface HeadFacts {
  readonly container: string;
  readonly encoding: SampleEncoding;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
  readonly sampleBytes: number;
  readonly littleEndian: boolean;
  readonly unsigned8: boolean;
  /** First byte of the samples. */
  readonly start: number;
  /** Bytes of samples by the header; Infinity if it does not say. */
  readonly declared: number;
  /** Where the head lies, for errors. */
  readonly at: number;
}

/** Checks a head against the bytes and turns it into a layout. */
export function plainLayout(bytes: Uint8Array, head: HeadFacts, caller: string, settings: DecodeSettings): SampleLayout {
  const { channels, sampleRate, bits, sampleBytes, encoding, start, declared, at } = head;
  const { warnings, report } = collectWarnings(caller, settings);
  const fail = (code: string, message: string): DecodeError => new DecodeError(code, at, `${caller}: ${message}`);
  if (channels === 0) throw fail('bad-fmt', 'the number of channels is 0');
  if (channels > settings.maxChannels) {
    throw fail('too-many-channels', `${channels} channels, and "maxChannels" allows ${settings.maxChannels}`);
  }
  if (!(sampleRate > 0 && sampleRate <= 0x7fffffff)) throw fail('bad-fmt', `a sample rate of ${sampleRate} Hz makes no sense`);
  const widths = encoding === 'float' ? [4, 8] : encoding === 'pcm' ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
  if (!widths.includes(sampleBytes)) throw fail('bad-fmt', `${encoding} samples of ${bits} bits are not possible`);
  const left = Math.max(0, bytes.length - start);
  const size = Math.min(declared, left);
  let truncated = declared > left;
  if (declared === Infinity) report('streamed-size', 'the size of the samples was never filled in: read to the end of the file');
  else if (truncated) report('truncated', `the header promises ${declared} bytes of samples, the file holds ${left}`);
  const frameBytes = channels * sampleBytes;
  const frames = Math.floor(size / frameBytes);
  const over = size - frames * frameBytes;
  if (over > 0) {
    report('incomplete-frame', `the last ${over} bytes are less than one frame of ${frameBytes}: left out`);
    truncated = true;
  }
  if (frames === 0 && truncated) {
    throw new DecodeError(
      'truncated',
      start,
      `${caller}: not one whole frame of the samples is there: ${size} bytes from byte ${start} on`,
    );
  }
  return {
    encoding,
    channels,
    sampleRate,
    frames,
    format: { container: head.container, encoding, bits },
    truncated,
    warnings,
    start,
    sampleBytes,
    frameBytes,
    littleEndian: head.littleEndian,
    unsigned8: head.unsigned8,
    blockFrames: 0,
  };
}
