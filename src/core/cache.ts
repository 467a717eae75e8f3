/**
 * A small cache of plans, so that calling a function again with the same options builds nothing.
 * @module
 */

/**
 * Returns a function that keeps the last `limit` values of `make` by key, dropping the least recently used.
 * What has no key (`undefined`) is made anew each time.
 */
export function memoize<A, V>(limit: number, keyOf: (argument: A) => string | undefined, make: (argument: A) => V): (argument: A) => V {
  const kept = new Map<string, V>();
  return (argument) => {
    const key = keyOf(argument);
    if (key === undefined) return make(argument);
    const value = kept.get(key) ?? make(argument);
    kept.delete(key);
    kept.set(key, value); // the last one now
    if (kept.size > limit) kept.delete(kept.keys().next().value!);
    return value;
  };
}

/** A key for settings made of numbers, strings, booleans, `null` and lists of them; `undefined` for anything else. */
export function keyOfSettings(settings: object): string | undefined {
  let key = '';
  for (const value of Object.values(settings) as unknown[]) {
    if (Array.isArray(value)) {
      const inner = keyOfSettings(value);
      if (inner === undefined) return undefined;
      key += `[${inner}]`;
    } else if (value !== null && /^[of]/.test(typeof value)) {
      return undefined; // an object or a function
    } else {
      key += typeof value === 'string' ? JSON.stringify(value) : String(value);
    }
    key += ',';
  }
  return key;
}
