/**
 * The options of mel filters, their checks, and the warning about filters that catch nothing.
 * @module
 */
import { ParameterError, show, type Warning } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive } from '../core/options.js';
import { type MelBank } from './mel-bank.js';

/** What each band is divided by: `'slaney'` its width (areas become equal), a number the norm of that order, `null` nothing. */
export type MelNorm = 'slaney' | number | null;

/** Which mel filters. */
export interface MelOptions {
  /** Bands, in [1, bins]. @defaultValue `128` */
  nMels?: number | undefined;
  /** Lower edge of the lowest band, Hz, >= 0. @defaultValue `0` */
  fmin?: number | undefined;
  /** Upper edge of the highest band, Hz, in (fmin, sampleRate / 2]. @defaultValue `sampleRate / 2` */
  fmax?: number | null | undefined;
  /** `true`: HTK's mel scale. `false`: Slaney's, linear below 1 kHz. @defaultValue `false` */
  htk?: boolean | undefined;
  /** Called when bands lie between two bins and so catch nothing; names the `nFft` that cures it. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

/** {@link MelOptions} with defaults filled in. */
export interface MelChoices {
  nMels: number;
  fmin: number;
  fmax: number | null;
  htk: boolean;
  onWarning: ((warning: Warning) => void) | null;
}

/** The defaults of librosa's `filters.mel`. */
export const MEL_DEFAULTS: MelChoices = { nMels: 128, fmin: 0, fmax: null, htk: false, onWarning: null };

/** Everything that decides a bank. */
export interface MelSettings {
  readonly sampleRate: number;
  readonly nFft: number;
  readonly nMels: number;
  readonly fmin: number;
  readonly fmax: number;
  readonly htk: boolean;
  readonly norm: MelNorm;
}

/** Picks and checks what decides a bank. `normName` is what the caller calls the norm. */
export function resolveMel(
  choices: MelChoices,
  norm: MelNorm,
  sampleRate: number,
  nFft: number,
  caller: string,
  normName: string = 'norm',
): MelSettings {
  const { nMels, fmin, htk, onWarning } = choices;
  const bins = (nFft >> 1) + 1;
  expectInteger(nMels, caller, 'nMels', 1);
  if (nMels > bins) throw new ParameterError(caller, 'nMels', `must be <= ${bins}, the bins of nFft = ${nFft}, got ${nMels}`);
  expectFinite(fmin, caller, 'fmin', 0);
  const fmax = choices.fmax ?? sampleRate / 2;
  expectPositive(fmax, caller, 'fmax');
  if (fmax > sampleRate / 2) throw new ParameterError(caller, 'fmax', `must be <= sampleRate / 2 = ${sampleRate / 2}, got ${fmax}`);
  if (fmin >= fmax) throw new ParameterError(caller, 'fmin', `must be < fmax = ${fmax}, got ${fmin}`);
  expectBoolean(htk, caller, 'htk');
  if (norm !== null && norm !== 'slaney' && !(typeof norm === 'number' && norm > 0)) {
    throw new ParameterError(caller, normName, `must be "slaney", null or a number > 0, got ${show(norm)}`);
  }
  if (onWarning !== null && typeof onWarning !== 'function') {
    throw new TypeError(`${caller}: "onWarning" must be a function, got ${show(onWarning)}`);
  }
  return { sampleRate, nFft, nMels, fmin, fmax, htk, norm };
}

/** Tells of bands without a bin, and of the smallest greater `nFft` that leaves none. */
export function warnOfEmptyBands(bank: MelBank, { sampleRate, nFft }: MelSettings, choices: MelChoices, caller: string): void {
  const { onWarning } = choices;
  if (onWarning === null) return;
  const { start, end, edges } = bank;
  const empty = start.reduce((count, first, m) => count + Number(first === end[m]), 0);
  if (empty === 0) return;
  const first = start.findIndex((k, m) => k === end[m]);
  const range = `${edges[first]!.toFixed(1)} to ${edges[first + 2]!.toFixed(1)} Hz`;
  onWarning({
    caller,
    code: 'empty-mel-band',
    message:
      `${caller}: ${empty} of ${start.length} mel bands hold no bin and stay 0, the first is band ${first} (${range}), ` +
      `for bins are ${(sampleRate / nFft).toFixed(1)} Hz apart; nFft = ${curingNFft(edges, sampleRate, nFft)} or fewer bands cure it`,
  });
}

/** The first FFT length above `nFft` at which each band holds a bin. */
function curingNFft(edges: Float64Array, sampleRate: number, nFft: number): number {
  for (let n = nFft + 1; ; n++) {
    let m = 0;
    while (m + 2 < edges.length && (Math.floor((edges[m]! * n) / sampleRate) + 1) * sampleRate < edges[m + 2]! * n) m++;
    if (m + 2 === edges.length) return n;
  }
}
