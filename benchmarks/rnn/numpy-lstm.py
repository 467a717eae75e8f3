"""One LSTM in numpy, float32, one BLAS thread: the input projection is one product. Prints the median time of a run in ms."""
import json
import os
import sys
import time

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
import numpy as np  # noqa: E402

inputs, units, items, frames, directions = json.loads(sys.argv[1])["sizes"]
rng = np.random.default_rng(0)


def draw(*shape):
    return (rng.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32)


x = draw(items, frames, inputs)
layers = [(draw(inputs, 4 * units), draw(units, 4 * units), draw(4 * units)) for _ in range(directions)]
out = np.empty((items, frames, directions * units), np.float32)


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def run():
    for d, (kernel, recurrent, bias) in enumerate(layers):
        z = (x.reshape(-1, inputs) @ kernel + bias).reshape(items, frames, -1)
        h = np.zeros((items, units), np.float32)
        c = np.zeros((items, units), np.float32)
        for t in range(frames)[:: -1 if d else 1]:
            g = z[:, t] + h @ recurrent
            gates = sigmoid(g)
            c = gates[:, units : 2 * units] * c + gates[:, :units] * np.tanh(g[:, 2 * units : 3 * units])
            h = gates[:, 3 * units :] * np.tanh(c)
            out[:, t, d * units : (d + 1) * units] = h


start = time.perf_counter()
times = []
while len(times) < 8 or time.perf_counter() - start < 0.9:
    before = time.perf_counter()
    run()
    times.append(time.perf_counter() - before)
times = sorted(times[3:])
print("\n" + json.dumps({"ms": times[len(times) // 2] * 1e3}))
