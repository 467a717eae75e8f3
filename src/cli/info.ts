import { readSignal } from '../core/signal.js';
import { type DecodedAudio } from '../io/audio-format.js';

/** What `audiolab info` tells: the header, and the level of the samples (full scale is 1; NaN and Infinity are counted, not measured). */
export function describeAudio(audio: DecodedAudio): Record<string, string | number | boolean> {
  const { channels } = readSignal(audio, 'info');
  let peak = 0;
  let energy = 0;
  let count = 0;
  let nonFinite = 0;
  for (const channel of channels) {
    for (let n = 0; n < channel.length; n++) {
      const x = channel[n]!;
      if (x - x !== 0) nonFinite++;
      else {
        peak = Math.max(peak, Math.abs(x));
        energy += x * x;
        count++;
      }
    }
  }
  const { container, encoding, bits } = audio.format;
  return {
    container,
    encoding,
    bits,
    sampleRate: audio.sampleRate,
    channels: audio.channels,
    frames: audio.frames,
    duration: Number(audio.duration.toFixed(6)),
    peak: Number(peak.toPrecision(6)),
    rms: Number(Math.sqrt(energy / Math.max(1, count)).toPrecision(6)),
    nonFinite,
    truncated: audio.truncated,
    warnings: audio.warnings.map((warning) => warning.message).join('; '),
  };
}
