/** The `fft` room. */
export {};
