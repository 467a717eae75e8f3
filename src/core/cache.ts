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
    const known = kept.get(key);
    const value = known ?? make(argument);
    if (known !== undefined) kept.delete(key);
    else if (kept.size >= limit) kept.delete(kept.keys().next().value!);
    kept.set(key, value);
    return value;
  };
}

/** A key for settings made of numbers, strings, booleans, `null` and lists of them; `undefined` for anything else. */
export function keyOfSettings(settings: object): string | undefined {
  let key = '';
  for (const value of Object.values(settings) as unknown[]) {
    const part = Array.isArray(value) ? keyOfSettings(value) : typeof value === 'string' ? JSON.stringify(value) : String(value);
    if (part === undefined || typeof value === 'function' || (typeof value === 'object' && value !== null && !Array.isArray(value))) {
      return undefined;
    }
    key += `${Array.isArray(value) ? `[${part}]` : part},`;
  }
  return key;
}
