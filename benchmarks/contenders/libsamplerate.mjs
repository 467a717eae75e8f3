/** libsamplerate in WASM. Variants `BEST`, `MEDIUM`, `FASTEST`: its sinc converters. */
import { importThirdparty } from '../harness/thirdparty.mjs';

export async function prepare({ sampleRate, targetRate }, variant, input) {
  const { default: lib } = await importThirdparty('@alexanderolsen/libsamplerate-js');
  const converterType = lib.ConverterType[`SRC_SINC_${variant === 'FASTEST' ? variant : `${variant}_QUALITY`}`];
  const src = await lib.create(1, sampleRate, targetRate, { converterType });
  return { run: () => src.simple(input), output: (y) => y };
}
