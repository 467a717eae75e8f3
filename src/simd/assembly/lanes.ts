/**
 * Four single-precision lanes. A complex value of four lanes is 32 bytes: re x 4, im x 4.
 */

@inline export function add(a: v128, b: v128): v128 { return f32x4.add(a, b); }
@inline export function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
@inline export function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
@inline export function re(p: usize): v128 { return v128.load(p); }
@inline export function im(p: usize): v128 { return v128.load(p, 16); }
/** Stores a complex value. */
@inline export function put(p: usize, r: v128, i: v128): void { v128.store(p, r); v128.store(p, i, 16); }
/** Stores (r, i) times the twiddle (c, s), which is the same in all lanes. */
@inline export function putTurned(p: usize, r: v128, i: v128, c: v128, s: v128): void {
  v128.store(p, sub(mul(c, r), mul(s, i)));
  v128.store(p, add(mul(c, i), mul(s, r)), 16);
}
/** The four-by-four transpose of rows a, b, c, d: lows and highs of (low(a, b), low(c, d)), then of (high(a, b), high(c, d)). */
@inline export function low(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 0, 4, 1, 5); }
@inline export function high(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 2, 6, 3, 7); }
@inline export function lows(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 0, 1, 4, 5); }
@inline export function highs(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 2, 3, 6, 7); }
