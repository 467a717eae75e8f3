/**
 * Work areas of large computations.
 * @module
 */

/** Smaller ones cost nothing. */
const LARGE = 16384;

let last: WeakRef<Float64Array> | undefined;

/**
 * Calls `use` with a work area of `length` numbers or more, whose content is anything. A fresh array of some megabytes costs as much as three
 * passes over it, since the system clears its pages one by one when they are touched; so the last area is taken again where the collector has not
 * taken it yet, which nothing here keeps it from doing.
 */
export function withScratch<T>(length: number, use: (scratch: Float64Array) => T): T {
  if (length < LARGE) return use(new Float64Array(length));
  const found = last?.deref();
  last = undefined; // whoever asks meanwhile gets another
  const scratch = found && found.length >= length && found.length <= 2 * length ? found : new Float64Array(length);
  const result = use(scratch);
  last = new WeakRef(scratch);
  return result;
}
