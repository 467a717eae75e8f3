/** The `filterbank` room. */
export {};
