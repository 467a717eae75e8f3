/**
 * Plans of dialects by their settings; functions keep theirs from one call to the next.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { useSimd } from '../simd/engine.js';
import { cepstrumMatrix, type CepstrumSettings } from './cepstrum.js';
import { type Dialect, ENERGY_DEFAULTS, type EnergySettings, planDialect } from './dialect-rows.js';
import { planFrontEnd } from './front-end.js';
import { type FrontEndSettings } from './front-end-options.js';
import { type LogSettings } from './log-options.js';

/** All that decides a dialect, checked but for what its parts check. */
export interface DialectPlanSpec {
  readonly settings: FrontEndSettings;
  readonly norm: MelNorm;
  /** What the caller calls the norm of the mel filters. */
  readonly normName: string;
  readonly sampleRate: number;
  readonly caller: string;
  readonly log: LogSettings | null;
  readonly cepstrum: CepstrumSettings | null;
  readonly energy: EnergySettings | null;
  /** See {@link DialectSpec}. */
  readonly linear?: boolean | undefined;
  readonly replaces?: boolean | undefined;
}

/** A new plan. */
export const buildDialect = (spec: DialectPlanSpec): Dialect => build(spec, false);

/** The same, kept for the next call of a function with these settings. */
export const keptDialect: (spec: DialectPlanSpec) => Dialect = /* @__PURE__ */ memoize(
  4,
  ({ settings, norm, sampleRate, log, cepstrum, energy, linear, replaces }) => {
    const parts = [log !== null, cepstrum !== null, energy !== null, linear, replaces];
    return keyOfSettings([Object.values(settings), norm, sampleRate, useSimd(), ...parts]);
  },
  (spec) => build(spec, true),
);

function build(
  { settings, norm, normName, sampleRate, caller, log, cepstrum, energy, linear, replaces }: DialectPlanSpec,
  kept: boolean,
): Dialect {
  const front = planFrontEnd(settings, norm, sampleRate, caller, normName);
  const matrix = cepstrum && cepstrumMatrix(cepstrum, front.nMels, caller);
  return planDialect({ front, log, matrix, energy: energy ?? ENERGY_DEFAULTS, linear, replaces, kept });
}
