/** The `feature` room. */
export {};
