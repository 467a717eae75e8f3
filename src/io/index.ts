/** The `io` room. */
export {};
