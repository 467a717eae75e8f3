/**
 * Onsets, tempo and beats.
 * @module
 */
export {};
