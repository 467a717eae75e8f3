/** The `stft` room. */
export {};
