/**
 * Between lanes and re, im pairs in memory.
 */
import { high, low } from './lanes';

/** The real, and the imaginary parts of four pairs. */
@inline export function evens(p: usize): v128 { return v128.shuffle<f32>(v128.load(p), v128.load(p, 16), 0, 2, 4, 6); }
@inline export function odds(p: usize): v128 { return v128.shuffle<f32>(v128.load(p), v128.load(p, 16), 1, 3, 5, 7); }
/** The same, last pair first. */
@inline export function evensBack(p: usize): v128 { return v128.shuffle<f32>(v128.load(p, 16), v128.load(p), 2, 0, 6, 4); }
@inline export function oddsBack(p: usize): v128 { return v128.shuffle<f32>(v128.load(p, 16), v128.load(p), 3, 1, 7, 5); }
/** Lanes, the last one first. */
@inline export function back(a: v128): v128 { return v128.shuffle<f32>(a, a, 3, 2, 1, 0); }
/** Stores four pairs. */
@inline export function putPairs(p: usize, r: v128, i: v128): void {
  v128.store(p, low(r, i));
  v128.store(p, high(r, i), 16);
}
/** Stores four pairs, the last one first. */
@inline export function putPairsBack(p: usize, r: v128, i: v128): void {
  const l = low(r, i), h = high(r, i);
  v128.store(p, v128.shuffle<f32>(h, h, 2, 3, 0, 1));
  v128.store(p, v128.shuffle<f32>(l, l, 2, 3, 0, 1), 16);
}
