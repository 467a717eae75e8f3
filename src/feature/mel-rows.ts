/**
 * Mel bands of frame after frame, in TypeScript or on the SIMD kernels.
 * @module
 */
import { type RowPlan } from '../stft/lane-frames.js';
import { type MelFrames } from './mel-frames.js';

/** Mel bands as rows; `kept` kernels are shared with others who ask for the same. */
export function planMelRows(plan: MelFrames, single: boolean, kept: boolean): RowPlan {
  const lanes = single ? plan.lanes(kept) : undefined;
  return {
    framing: plan.spectra.framing,
    width: plan.nMels,
    into: (row, y, t) => plan.into(row, 0, y, t),
    lanes: lanes && { spectra: lanes.spectra, run: lanes.mel },
  };
}
