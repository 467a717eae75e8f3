/**
 * Cepstra as TensorFlow scales them.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { applyCepstrum, CEPSTRUM_DEFAULTS, cepstrumMatrix } from '../feature/cepstrum.js';
import { type DataFormat, type Format } from './data-format.js';
import { mapItems } from './map-items.js';

/** Options of {@link logmelToMfcc}. */
export interface LogmelToMfccOptions {
  /** Coefficients, in [1, bands]. @defaultValue `20` */
  nMfccs?: number | undefined;
  /** How `S` lies; `null`: `[...channels, bands, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * Mel-frequency cepstral coefficients of a log-mel spectrogram: a cosine transform times `sqrt(2 / bands)`, as HTK has it. That is the
 * orthonormal one but for coefficient 0, which is sqrt(2) times as large.
 *
 * @param S - Log-mel spectrogram, shape `[...channels, bands, frames]`, or a batch in `dataFormat`.
 * @param options - {@link LogmelToMfccOptions}.
 * @returns Shape `[...channels, nMfccs, frames]`, or a batch in `dataFormat`. Precision as `S`.
 * @throws `ParameterError` if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { logmelToMfcc, melspectrogram } from '@audiolab/dsp/kapre';
 * import { mfccFromSpectrogram } from '@audiolab/dsp';
 *
 * const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin(n));
 * const S = melspectrogram(y, { sampleRate: 8000, nMels: 40, returnDecibel: true });
 * const [theirs, ours] = [logmelToMfcc(S), mfccFromSpectrogram(S)];
 * theirs.shape; // [20, 12]
 * theirs.get(0, 6) / ours.get(0, 6); // 1.41421356
 * theirs.get(1, 6) / ours.get(1, 6); // 1.00000000
 * ```
 * @see kapre 0.4.0 `LogmelToMFCC`, `tf.signal.mfccs_from_log_mel_spectrograms`.
 */
export function logmelToMfcc<T extends FloatArray>(S: NdArray<T>, options?: LogmelToMfccOptions): NdArray<T> {
  const caller = 'logmelToMfcc';
  const { nMfccs, dataFormat } = readOptions(caller, options, { nMfccs: 20, dataFormat: null as Format });
  expectInteger(nMfccs, caller, 'nMfccs', 1);
  return mapItems(S, dataFormat, caller, ({ bins, frames }) => {
    if (nMfccs > bins) throw new ParameterError(caller, 'nMfccs', `must be <= ${bins}, the number of bands, got ${nMfccs}`);
    const matrix = cepstrumMatrix({ ...CEPSTRUM_DEFAULTS, nMfcc: nMfccs }, bins, caller);
    return {
      rows: nMfccs,
      kernel(out, to, x, from) {
        for (let t = 0; t < frames; t++) {
          applyCepstrum(out, to + t * nMfccs, x, from + t * bins, matrix, bins);
          out[to + t * nMfccs]! *= Math.SQRT2;
        }
      },
    };
  });
}
