/**
 * A small cache of plans, so that calling a function again with the same options builds nothing.
 * @module
 */

/** Returns a function that keeps the last `limit` values of `make` by key, dropping the least recently used. */
export function memoize<A, V>(limit: number, keyOf: (argument: A) => string, make: (argument: A) => V): (argument: A) => V {
  const kept = new Map<string, V>();
  return (argument) => {
    const key = keyOf(argument);
    const known = kept.get(key);
    const value = known ?? make(argument);
    if (known !== undefined) kept.delete(key);
    else if (kept.size >= limit) kept.delete(kept.keys().next().value!);
    kept.set(key, value);
    return value;
  };
}
