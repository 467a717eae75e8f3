/** An LSTM as an ONNX file, in as much of protobuf as that needs. */
const varint = (n) => {
  const out = [];
  for (; n > 127; n = Math.floor(n / 128)) out.push((n % 128) + 128);
  return [...out, n];
};
const number = (field, n) => Buffer.from([...varint(field * 8), ...varint(n)]);
const bytes = (field, data) => {
  const body = Buffer.from(data);
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(body.length)]), body]);
};
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));
const FLOAT = 1;

const value = (field, name, shape) =>
  message(field, bytes(1, name), message(2, message(1, number(1, FLOAT), message(2, ...shape.map((n) => message(1, number(1, n)))))));
const weights = (name, shape, data) =>
  message(5, ...shape.map((n) => number(1, n)), number(2, FLOAT), bytes(8, name), bytes(9, Buffer.from(data.buffer)));

/** Gates of a Keras matrix [rows, 4 units] (i, f, c, o) as ONNX has them: [4 units, rows], in the order i, o, f, c. */
function turn(matrix, rows, units) {
  const out = new Float32Array(matrix.length);
  [0, 3, 1, 2].forEach((from, to) => {
    for (let u = 0; u < units; u++)
      for (let r = 0; r < rows; r++) out[(to * units + u) * rows + r] = matrix[r * 4 * units + from * units + u];
  });
  return out;
}

const join = (arrays) => Float32Array.from(arrays.flatMap((array) => [...array]));

/** X [frames, batch, inputs] -> Y [frames, directions, batch, units]. */
export function lstmModel({ units, directions, batch, frames, inputs }, parts) {
  const [w, r, b] = [[], [], []];
  for (let d = 0; d < directions; d++) {
    const [kernel, recurrent, bias] = parts.slice(1 + 3 * d);
    w.push(turn(kernel, inputs, units));
    r.push(turn(recurrent, units, units));
    b.push(turn(bias, 1, units), new Float32Array(4 * units));
  }
  const node = message(
    1,
    ...['X', 'W', 'R', 'B'].map((name) => bytes(1, name)),
    bytes(2, 'Y'),
    bytes(4, 'LSTM'),
    message(5, bytes(1, 'hidden_size'), number(3, units), number(20, 2)),
    message(5, bytes(1, 'direction'), bytes(4, directions === 2 ? 'bidirectional' : 'forward'), number(20, 3)),
  );
  const graph = message(
    7,
    node,
    bytes(2, 'lstm'),
    weights('W', [directions, 4 * units, inputs], join(w)),
    weights('R', [directions, 4 * units, units], join(r)),
    weights('B', [directions, 8 * units], join(b)),
    value(11, 'X', [frames, batch, inputs]),
    value(12, 'Y', [frames, directions, batch, units]),
  );
  return Buffer.concat([number(1, 8), graph, message(8, bytes(1, ''), number(2, 14))]);
}
