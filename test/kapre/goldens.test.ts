/**
 * kapre's own numbers. `test/goldens/kapre/generate.py` says how each was made; inputs have kapre's formats, so results are compared as batches.
 */
import { describe, expect, test } from 'vitest';
import * as kapre from '../../src/kapre/index.js';
import { type NdArray, toRowMajor } from '../../src/core/nd.js';
import { setEngine } from '../../src/simd/engine.js';
import { asInput, compare, foldedOptions, goldenCases } from '../support/golden.js';
import { parity, type Runner } from '../support/parity.js';

type Batch = NdArray<Float64Array>;
type Call = (x: Batch, options: never) => unknown;

/** A function of one array and options. */
const of =
  (call: Call): Runner =>
  ([x], options) =>
    call(x as Batch, options as never);

// Where kapre errs (odd windows, padBegin of a short window, odd FFTs, x = 0 in the approximate arctangent) the cases say compat: true.
parity('kapre', 'kapre.STFT', of(kapre.stft), { name: 'stft' });
parity('kapre', 'kapre.InverseSTFT', of(kapre.inverseStft), { name: 'inverseStft' });
parity('kapre', 'kapre.Magnitude', of(kapre.magnitude), { name: 'magnitude' });
parity('kapre', 'kapre.Phase', of(kapre.phase), { name: 'phase' });
parity('kapre', 'kapre.MagnitudeToDecibel', of(kapre.magnitudeToDecibel), { name: 'magnitudeToDecibel' });
parity('kapre', 'kapre.filterbank_mel', (_, options) => kapre.filterbankMel(options as never));
parity('kapre', 'kapre.filterbank_log', (_, options) => kapre.filterbankLog(options as never));
parity('kapre', 'kapre.tensordot', ([x, weights], options) => kapre.applyFilterbank(x as Batch, weights as Batch, options), {
  name: 'applyFilterbank',
});
parity(
  'kapre',
  'kapre.ApplyFilterbank',
  ([x], { filterbankKwargs, ...options }) => kapre.applyFilterbank(x as Batch, kapre.filterbankMel(filterbankKwargs as never), options),
  { name: 'applyFilterbank' },
);
parity('kapre', 'kapre.Delta', of(kapre.delta), { name: 'delta' });
parity('kapre', 'kapre.LogmelToMFCC', of(kapre.logmelToMfcc), { name: 'logmelToMfcc' });
parity('kapre', 'kapre.ConcatenateFrequencyMap', of(kapre.concatenateFrequencyMap), { name: 'concatenateFrequencyMap' });
parity('kapre', 'kapre.Frame', of(kapre.frame), { name: 'frame' });
parity('kapre', 'kapre.Energy', of(kapre.energy), { name: 'energy' });
parity('kapre', 'kapre.mu_law_encoding', of(kapre.muLawEncoding));
parity('kapre', 'kapre.mu_law_decoding', of(kapre.muLawDecoding));
parity('kapre', 'kapre.stft_magnitude', of(kapre.stftMagnitude));
parity('kapre', 'kapre.melspectrogram', of(kapre.melspectrogram));
parity('kapre', 'kapre.log_frequency_spectrogram', of(kapre.logFrequencySpectrogram));
parity('kapre', 'kapre.stft_mag_phase', of(kapre.stftMagPhase));
parity('kapre', 'kapre.pair_stft', ([x], options) => kapre.perfectlyReconstructingStftIstft(options as never).stft(x as Batch));
parity('kapre', 'kapre.pair_istft', ([x], options) => kapre.perfectlyReconstructingStftIstft(options as never).istft(x as Batch));
parity('kapre', 'kapre01.Spectrogram', of(kapre.spectrogramV01), { name: 'spectrogramV01' });
parity('kapre', 'kapre01.Melspectrogram', of(kapre.melspectrogramV01), { name: 'melspectrogramV01' });
parity('kapre', 'kapre01.amplitude_to_decibel', of(kapre.amplitudeToDecibel));
parity('kapre', 'kapre01.Normalization2D', of(kapre.normalization2D), { name: 'normalization2D' });

describe('in single precision, both engines', () => {
  const functions: Record<string, Call> = {
    stft_magnitude: kapre.stftMagnitude as Call,
    melspectrogram: kapre.melspectrogram as Call,
    log_frequency_spectrogram: kapre.logFrequencySpectrogram as Call,
  };
  // kapre's float32 is up to 1.1e-7 of the peak off, ours up to 5e-8. Decibels of bands that are 1e-2 of the peak magnify that: kapre's are
  // 2.5e-6 of the lowest level off, ours 6e-6 (SIMD) and 4e-8 (TypeScript, which computes in double).
  const bound = (id: string): number => (id === 'decibel' ? 1e-5 : 2 ** -22);
  test.each(['auto', 'js'] as const)('%s is near to what kapre says in float32', (engine) => {
    setEngine(engine);
    try {
      for (const golden of goldenCases('kapre').filter((g) => g.reference.startsWith('kapre32.'))) {
        const x = asInput(golden.inputs['x']!) as Batch;
        const single = { ...x, data: Float32Array.from(toRowMajor(x)) } as unknown as NdArray<Float32Array>;
        const out = functions[golden.reference.slice(8)]!(single as never, foldedOptions(golden.params) as never) as NdArray<Float32Array>;
        expect(out.data).toBeInstanceOf(Float32Array);
        expect(compare(out, golden.outputs[0]!).relative, golden.id).toBeLessThan(bound(golden.id));
      }
    } finally {
      setEngine('auto');
    }
  });
});
