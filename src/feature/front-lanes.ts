/**
 * The SIMD kernels behind the front end of any dialect: prepared frames go in one by one, their mel bands come out together.
 * @module
 */
import { largest } from '../core/select.js';
import { rootsOfUnity } from '../fft/roots.js';
import { type MelBank } from '../filterbank/mel-bank.js';
import { type LaneBank, planLaneCepstra } from '../simd/cepstra.js';
import { useSimd } from '../simd/engine.js';
import { planLaneSpectra } from '../simd/spectra.js';
import { type LaneRows } from '../stft/lane-frames.js';

/** What decides them. */
export interface FrontLanesSpec {
  readonly nFft: number;
  /** `nFft` samples. */
  readonly window: Float64Array;
  readonly bank: MelBank;
  /** Exponent of the magnitudes. */
  readonly power: number;
}

/** Kernels in whose room frames lie `nFft` samples apart, or undefined where TypeScript must compute. */
export function planFrontLanes({ nFft, window, bank, power }: FrontLanesSpec): LaneRows | undefined {
  const filters = useSimd() && (power === 1 || power === 2) ? laneBank(bank) : undefined;
  if (!filters) return undefined;
  const spectra = planLaneSpectra({ nFft, hopLength: nFft, window, roots: () => rootsOfUnity(nFft) }, bank.start.length);
  const lanes = spectra && planLaneCepstra(spectra, filters, power);
  return lanes && { spectra, run: lanes.mel };
}

/** Copies a frame to a place in the room, as many samples as it has. */
export function loadLane({ spectra }: LaneRows, place: number, frame: Float64Array, length: number): void {
  const heap = spectra.heap();
  const at = spectra.signal / 4 + place * spectra.step;
  for (let n = 0; n < length; n++) heap[at + n] = frame[n]!;
}

/** The kernels want bands that begin one after the other, and bins that are in two of them at most; a band of no bin lies anywhere. */
function laneBank({ start, end, weights }: MelBank): LaneBank | undefined {
  const [from, to] = [start.slice(), end.slice()];
  for (let m = from.length - 1, next = largest(end); m >= 0; m--) {
    if (from[m]! === to[m]!) from[m] = to[m] = next;
    next = from[m]!;
    if (m + 1 < from.length && from[m]! > from[m + 1]!) return undefined;
    if (m + 2 < from.length && to[m]! > from[m + 2]!) return undefined;
  }
  return { start: from, end: to, weights };
}
