// The page of index.html: MFCCs of a chosen file, and a picture of its mel spectrogram.
import { melSpectrogram, mfcc, powerToDb, toMono } from '@audiolab/dsp';
import { encodePng, heatmap } from '@audiolab/dsp/plot';

const element = (id) => document.getElementById(id);

element('file').addEventListener('change', ({ target }) => show(() => target.files[0].arrayBuffer()));
element('sample').addEventListener('click', () => show(async () => (await fetch('speech.wav')).arrayBuffer()));

/** Decodes with the browser's own decoders, which also resample to 16 kHz. */
async function show(read) {
  element('problem').textContent = '';
  try {
    const buffer = await new OfflineAudioContext(1, 1, 16000).decodeAudioData(await read());
    const speech = { samples: toMono(buffer), sampleRate: buffer.sampleRate }; // an AudioBuffer is a signal too: it carries its rate
    const started = performance.now();
    const coefficients = mfcc(speech, { nMfcc: 13 });
    const took = performance.now() - started;
    const first = Array.from({ length: 5 }, (_, row) => coefficients.get(row, 0).toFixed(2));
    element('result').textContent = `[${coefficients.shape.join(', ')}] in ${took.toFixed(1)} ms; first frame: ${first.join(', ')}, ...`;
    const png = await encodePng(heatmap(powerToDb(melSpectrogram(speech, { hopLength: 128 })), { height: 256 }));
    element('picture').src = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
    element('picture').hidden = false;
  } catch (error) {
    element('problem').textContent = error.message;
  }
}
