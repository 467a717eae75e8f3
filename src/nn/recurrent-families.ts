/**
 * All kinds of recurrent layers, for who takes any of them.
 * @module
 */
import { GRU } from './gru-family.js';
import { LSTM } from './lstm-family.js';
import { type RecurrentFamily } from './recurrent-family.js';
import { type RecurrentKind } from './recurrent-options.js';
import { SIMPLE_RNN } from './simple-rnn-family.js';

/** By the function that makes them. */
export const RECURRENT_FAMILIES: Readonly<Record<RecurrentKind, RecurrentFamily>> = { simpleRnn: SIMPLE_RNN, lstm: LSTM, gru: GRU };
