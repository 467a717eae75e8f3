/**
 * The audio front end of @huggingface/transformers. The package does not export it; its source files can be imported by path.
 * `spectrogram` multiplies by the mel matrix with onnxruntime, on all cores.
 */
import { importFile, Unsupported } from '../harness/thirdparty.mjs';

const SRC = '@huggingface/transformers/src/utils';

export async function prepare({ task, length, sampleRate }, _variant, input) {
  if (task === 'rfft') {
    const { FFT } = await importFile(`${SRC}/maths.js`);
    const fft = new FFT(length);
    const x = Float64Array.from(input);
    const out = new Float64Array(fft.outputBufferSize);
    return { run: () => fft.realTransform(out, x), output: () => out.subarray(0, 2 * ((length >> 1) + 1)) };
  }
  if (task !== 'mel') throw new Unsupported(task);
  const audio = await importFile(`${SRC}/audio.js`);
  const mel_filters = audio.mel_filter_bank(1025, 128, 0, sampleRate / 2, sampleRate, 'slaney', 'slaney');
  const window = audio.window_function(2048, 'hann');
  const run = () => audio.spectrogram(input, window, 2048, 512, { power: 2, pad_mode: 'constant', mel_filters });
  return { run, isAsync: true, output: ({ dims: [bins, frames], data }) => transpose(data, bins, frames) };
}

function transpose(data, bins, frames) {
  const out = new Float64Array(data.length);
  for (let b = 0; b < bins; b++) for (let t = 0; t < frames; t++) out[t * bins + b] = data[b * frames + t];
  return out;
}
