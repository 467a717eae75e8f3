/** The `frame` room. */
export {};
