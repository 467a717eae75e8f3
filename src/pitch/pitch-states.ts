/**
 * The hidden Markov model of pYIN: pitches on a grid, each voiced or not, and how they follow each other.
 * @module
 */

/** The grid of pitches and the rules of moving on it. */
export interface PitchStates {
  /** Pitches on the grid. */
  readonly bins: number;
  /** The most bins that a frame can move. */
  readonly reach: number;
  /** Probability that a frame changes between voiced and unvoiced. */
  readonly switchProb: number;
  /** What a frame without any trough gives to one pitch. */
  readonly noTroughProb: number;
}

/** What was seen of some frames: pitches on the grid with their probabilities, rising bins, none twice in a frame. */
export interface Observations {
  /** Where the candidates of frame t begin; one more than there are frames. */
  readonly starts: Int32Array;
  readonly bins: Int32Array;
  readonly probs: Float64Array;
  /** Their sum in each frame, in [0, 1]. */
  readonly voiced: Float64Array;
}

/** The least double: what no candidate supports is all but impossible, not impossible. */
export const TINY = 2.2250738585072014e-308;

/** How probable a move of k bins is, before it is divided by the sum of those that stay on the grid: a triangle, as librosa has it. */
export const moveWeight = (k: number, reach: number): number => 1 - Math.abs(k) / (reach + 1);
