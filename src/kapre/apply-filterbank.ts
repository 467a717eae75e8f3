/**
 * Adding up bins in bands.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readTable } from '../core/table.js';
import { type FloatArray } from '../core/types.js';
import { applyMelBank } from '../filterbank/mel-bank.js';
import { type DataFormat, type Format } from './data-format.js';
import { mapItems } from './map-items.js';
import { sparseBank } from './mel-bands.js';

/** Options of {@link applyFilterbank}. */
export interface ApplyFilterbankOptions {
  /** How `S` lies; `null`: `[...channels, bins, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * Adds up the bins of spectrograms in bands: `sum over k of filterbank[k, m] S[k, t]`.
 *
 * @param S - Spectrogram, shape `[...channels, bins, frames]`, or a batch in `dataFormat`.
 * @param filterbank - Weights, shape `[bins, bands]`: of {@link filterbankMel}, of {@link filterbankLog}, or trained ones.
 * @param options - {@link ApplyFilterbankOptions}.
 * @returns Shape `[...channels, bands, frames]`, or a batch in `dataFormat`. Precision as `S`.
 * @throws `ParameterError` if an option is unknown, the bins differ, or a value is not finite.
 * @example
 * ```ts
 * import { applyFilterbank, filterbankMel, stftMagnitude } from '@audiolab/dsp/kapre';
 *
 * const S = stftMagnitude(new Float64Array(4000).fill(1), { nFft: 512 });
 * applyFilterbank(S, filterbankMel({ sampleRate: 8000, nFreq: 257, nMels: 20 })).shape; // [20, 28]
 * ```
 * @see kapre 0.4.0 `ApplyFilterbank`, and `filterbank.Filterbank` of kapre 0.1.
 */
export function applyFilterbank<T extends FloatArray>(
  S: NdArray<T>,
  filterbank: NdArray<FloatArray>,
  options?: ApplyFilterbankOptions,
): NdArray<T> {
  const caller = 'applyFilterbank';
  const { dataFormat } = readOptions(caller, options, { dataFormat: null as Format });
  const { data, rows: nFreq, columns: bands } = readTable(filterbank, caller, 'filterbank');
  return mapItems(S, dataFormat, caller, ({ bins, frames }) => {
    if (bins !== nFreq) throw new ParameterError(caller, 'filterbank', `must have a row for each of the ${bins} bins, got ${nFreq}`);
    const bank = sparseBank(transposed(data, nFreq, bands), bins);
    return {
      rows: bands,
      kernel(out, to, x, from) {
        for (let t = 0; t < frames; t++) applyMelBank(out, to + t * bands, x, from + t * bins, bank);
      },
    };
  });
}

function transposed(x: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j]!;
  return out;
}
