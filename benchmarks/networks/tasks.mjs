/** What is computed. Every contender gets the same numbers, from a file: the input, then kernel, recurrent kernel and bias of each direction. */
export const LSTMS = {
  'LSTM 64, [1, 100, 40]': { units: 64, directions: 1, batch: 1, frames: 100, inputs: 40 },
  'LSTM 64, [32, 100, 40]': { units: 64, directions: 1, batch: 32, frames: 100, inputs: 40 },
  'BiLSTM 128, [1, 100, 40]': { units: 128, directions: 2, batch: 1, frames: 100, inputs: 40 },
  'BiLSTM 128, [32, 100, 40]': { units: 128, directions: 2, batch: 32, frames: 100, inputs: 40 },
};

/** Numbers in the order of the file. Deterministic: xorshift. */
export function draw({ units, directions, batch, frames, inputs }) {
  let state = 1;
  const take = (length, width) =>
    Float32Array.from({ length }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (width * state) / 2 ** 31;
    });
  const parts = [take(batch * frames * inputs, 1)];
  for (let d = 0; d < directions; d++) {
    parts.push(take(inputs * 4 * units, 1 / Math.sqrt(inputs)), take(units * 4 * units, 1 / Math.sqrt(units)), take(4 * units, 0.5));
  }
  return parts;
}

/** The middle of some numbers. */
export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
