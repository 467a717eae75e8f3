/** The `convert` room. */
export {};
