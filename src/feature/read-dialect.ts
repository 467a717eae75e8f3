/**
 * Reading options of which a preset fills in many.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectOneOf, type Options, readOptions } from '../core/options.js';
import { type FrontEndSettings } from './front-end-options.js';
import { presets, type PresetName } from './presets.js';

/** Two ways to say the same: whichever is said later holds. */
const EITHER = [
  ['winLength', 'winSeconds'],
  ['hopLength', 'hopSeconds'],
  ['nFft', 'roundToPowerOfTwo'],
] as const;

type Loose = Record<string, unknown>;

/** Defaults, then what the preset says of them, then `options`. `rename` has the caller's own name of an option of {@link mfcc}, or null. */
export function readDialect<D extends FrontEndSettings>(
  caller: string,
  options: Options<D> | undefined,
  defaults: D,
  rename: Readonly<Record<string, string | null>> = {},
): D {
  const given = readOptions(caller, options, defaults);
  const { preset } = given;
  if (preset === null && EITHER.every(([, other]) => given[other] === null)) return given;
  expectOneOf(preset, caller, 'preset', [...(Object.keys(presets) as PresetName[]), null]);
  const result = { ...defaults } as Loose;
  const override = (layer: Loose): void => {
    for (const [key, value] of Object.entries(layer)) if (value !== undefined) result[key] = value;
    for (const [samples, other] of EITHER) {
      const [a, b] = [layer[samples] ?? null, layer[other] ?? null];
      if (a !== null && b !== null) throw new ParameterError(caller, other, `must not be given beside ${samples}, for both say the same`);
      if (a !== null) result[other] = null;
      else if (b !== null && samples !== 'nFft') result[samples] = null;
    }
  };
  if (preset !== null) {
    const names = Object.entries(presets[preset]).map(([key, value]): [string, unknown] => [
      rename[key] === undefined ? key : rename[key]!,
      value,
    ]);
    override(Object.fromEntries(names.filter(([key]) => Object.hasOwn(defaults, key))));
  }
  if (options !== undefined) override(options as Loose);
  return result as D;
}

/** Refuses a rate at which a preset has no numbers. */
export function expectPresetRate(preset: PresetName | null, sampleRate: number, caller: string): void {
  const refuse = (rule: string): never => {
    throw new ParameterError(caller, 'sampleRate', `must be ${rule}, got ${sampleRate}; resample the signal`);
  };
  if (preset === 'whisper' && sampleRate !== 16000) refuse('16000 for preset "whisper", whose models hear nothing else');
  if (preset === 'torchaudio' && sampleRate % 2 !== 0) refuse('an even integer for preset "torchaudio", which halves it in whole numbers');
}
