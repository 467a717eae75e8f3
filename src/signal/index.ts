/** The `signal` room. */
export {};
