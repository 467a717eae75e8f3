/**
 * Around a model: labels, splits, scaling, projections.
 * @module
 */
export {};
