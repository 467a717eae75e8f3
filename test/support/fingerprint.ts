/**
 * The bits of everything that is built from tables, as one SHA-256: it must be the same on every JavaScript engine.
 */
import { createRfft } from '../../src/fft/real.js';
import { chroma } from '../../src/filterbank/chroma.js';
import { mel } from '../../src/filterbank/mel.js';
import { type FloatArray } from '../../src/core/types.js';
import { createRandom } from '../../src/core/random.js';
import { resample } from '../../src/signal/resample.js';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { getWindow } from '../../src/window/get-window.js';

/** SHA-256 of `FINGERPRINT` on every engine. A change moves an output bit somewhere: say where in the changelog, under Numeric. */
export const FINGERPRINT = '7e50b75f0844b7b951fe261cdc1b24a1250fad5a9be25916dc6f512f6d7c7187';

export async function fingerprint(): Promise<string> {
  const random = createRandom(440);
  const noise = Float64Array.from({ length: 8000 }, random.normal);
  const parts: FloatArray[] = [noise];
  for (const n of [2048, 400, 1323, 1009]) {
    const plan = createRfft(n);
    const out = new Float64Array(2 * plan.bins);
    plan.forward(out, noise.subarray(0, n));
    parts.push(out);
  }
  for (const window of ['hann', 'hamming', 'blackmanharris'] as const) parts.push(getWindow(window, 2048));
  parts.push(getWindow(['kaiser', 8.6], 513));
  for (const htk of [false, true]) parts.push(mel({ sampleRate: 22050, nFft: 2048, htk }).data);
  parts.push(chroma({ sampleRate: 22050, nFft: 2048 }).data);
  parts.push(resample(noise, { origSr: 44100, targetSr: 16000 }) as Float64Array);
  parts.push(melSpectrogram(noise, { sampleRate: 22050 }).data);
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
  let at = 0;
  for (const p of parts) {
    bytes.set(new Uint8Array(p.buffer, p.byteOffset, p.byteLength), at);
    at += p.byteLength;
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}
