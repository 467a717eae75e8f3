/**
 * Runs golden cases through our functions and keeps the largest error of each, for the accuracy table of the README.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asInput, compare, fold, foldedOptions, type GoldenCase, goldenCases, isGoldenArray } from './golden.js';

/** Calls our function for a case and returns its result: a value for one output, an object with folded names for several. */
export type Runner = (inputs: unknown[], options: Record<string, unknown>, golden: GoldenCase) => unknown;

export interface ParityOptions {
  /** Largest error relative to the peak, default 1e-9. Anything else needs its reason in a comment at the call. */
  relative?: number;
  /** Keeps a case; say why in `because`. */
  only?: (golden: GoldenCase) => boolean;
  /** Why cases are left out. Needed with `only`. */
  because?: string;
  /** What the table says beside an error that the oracle makes, such as 'librosa returns float32'. */
  oracleError?: string;
  /** Our name, when it is not the folded last part of the reference's. */
  name?: string;
}

/** Where `npm run accuracy` collects the errors: one JSON line a case. */
const record = process.env['AUDIOLAB_ACCURACY'];

/**
 * One test per golden case of `reference` in `folder`. Inputs go in the case's order, then one object with the folded options.
 *
 * @example parity('librosa', 'librosa.feature.mfcc', ([y], options) => mfcc(y as Float64Array, options));
 */
export function parity(folder: string, reference: string, run: Runner, settings: ParityOptions = {}): void {
  const { relative = 1e-9, only, name = fold(reference.split('.').at(-1)!) } = settings;
  const all = goldenCases(folder, reference).filter((g) => g.reference === reference);
  const kept = only ? all.filter(only) : all;
  describe(`${reference}${settings.because ? ` (${kept.length} of ${all.length} cases: ${settings.because})` : ''}`, () => {
    test.each(kept.map((g) => [g.id, g] as const))('matches %s', (_, golden) => {
      const result = run(Object.values(golden.inputs).map(asInput), foldedOptions(golden.params), golden);
      let worst = 0;
      for (const output of golden.outputs) {
        const mine = golden.outputs.length === 1 ? result : (result as Record<string, unknown>)[fold(output.name)];
        if (!isGoldenArray(output.value)) {
          expect(mine, output.name).toEqual(output.value.value);
          continue;
        }
        const exact = /^(int|bool)/.test(output.value.dtype);
        const c = compare(mine, output);
        worst = Math.max(worst, c.relative);
        const allowed = exact ? 0 : relative;
        expect(c.relative, `${output.name}: largest error relative to the peak, worst at flat index ${c.at}`).toBeLessThanOrEqual(allowed);
      }
      if (record) {
        mkdirSync(dirname(record), { recursive: true });
        appendFileSync(
          record,
          `${JSON.stringify({ name, reference, version: golden.version, id: golden.id, error: worst, oracleError: settings.oracleError })}\n`,
        );
      }
    });
  });
}
