/** The `window` room. */
export {};
