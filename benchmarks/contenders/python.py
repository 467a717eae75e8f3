"""librosa, numpy and soxr: one workload in one fresh process, the same protocol as worker.mjs. Usage: python.py '<job as JSON>'"""

import json
import sys
import time
from statistics import median

import numpy as np

SLOW = 0.5
SAMPLE = 0.001


def measure(run, warmMs, measureMs):
    def batch(calls):
        start = time.perf_counter()
        for _ in range(calls):
            run()
        return time.perf_counter() - start

    began = time.perf_counter()
    calls = 1
    first = batch(1)  # imports what librosa loads lazily
    took = batch(1)
    slow = took > SLOW
    while time.perf_counter() - began < warmMs / 1000 + first or (took < SAMPLE and not slow):
        if took < SAMPLE:
            calls *= 2
        took = batch(calls)
    samples = []
    start = time.perf_counter()
    enough = 1 if slow else 3
    while len(samples) < enough or (not slow and time.perf_counter() - start < measureMs / 1000):
        samples.append(batch(calls) / calls)
    return {"ms": 1000 * median(samples), "best": 1000 * min(samples), "samples": len(samples), "calls": calls}


def prepare(workload, variant, x):
    """Returns the call, how its result becomes [frames][bins], and how many results there are in it."""
    if variant.startswith("f64"):
        x = x.astype(np.float64)
    task, sr, options = workload["task"], workload["sampleRate"], snake(workload.get("options", {}))
    if task == "rfft":
        rows = np.tile(x, (max(1, min(64, 2**18 // len(x))), 1))  # one call costs 5 us before it begins
        return (lambda: np.fft.rfft(rows)), (lambda r: np.atleast_2d(r)[0].astype(np.complex128).view(np.float64)), len(np.atleast_2d(rows))
    if task == "lstm":
        return lstm(workload["sizes"], x), (lambda r: r), 1
    if task == "resample":
        import soxr

        return (lambda: soxr.resample(x, sr, workload["targetRate"], "HQ")), (lambda r: r), 1
    import librosa

    filters = {"dtype": np.float64} if variant == "f64" else {}  # of the mel bank, float32 unless asked
    if task == "mfcc":
        return (lambda: librosa.feature.mfcc(y=x, sr=sr, **options, **filters)), (lambda r: r.T), 1
    if task == "mel":
        return (lambda: librosa.feature.melspectrogram(y=x, sr=sr, **options, **filters)), (lambda r: r.T), 1
    if task == "stft":
        return (lambda: librosa.stft(x)), (lambda r: np.ascontiguousarray(r.T, dtype=np.complex128).view(np.float64)), 1
    raise ValueError(task)


def snake(options):
    """Our names are librosa's, folded."""
    return {"".join(f"_{c.lower()}" if c.isupper() else c for c in name): value for name, value in options.items()}


def lstm(sizes, noise):
    """One product for the input of all frames. Input and weights are cut from the noise as in recurrent.mjs."""
    inputs, units, items, frames, directions = (sizes[k] for k in ("inputs", "units", "items", "frames", "directions"))
    at = 0

    def take(shape, width):
        nonlocal at
        at += np.prod(shape)
        return (noise[at - np.prod(shape) : at].astype(np.float64) * width).astype(np.float32).reshape(shape)

    x = take((items, frames, inputs), 2)
    layers = [(take((inputs, 4 * units), 2 / inputs**0.5), take((units, 4 * units), 2 / units**0.5), take((4 * units,), 1)) for _ in range(directions)]
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
        return out

    return run


def main():
    job = json.loads(sys.argv[1])
    try:
        run, output, per_call = prepare(job["workload"], job["variant"], np.fromfile(job["inputFile"], dtype="<f4"))
        if job.get("outputFile"):
            np.ascontiguousarray(output(run()), dtype="<f8").tofile(job["outputFile"])
        result = measure(run, **job["budget"])
        result["ms"] /= per_call
        result["best"] /= per_call
        for probe in job.get("probes", []):
            run, output, _ = prepare(job["workload"], job["variant"], np.fromfile(probe["inputFile"], dtype="<f4"))
            np.ascontiguousarray(output(run()), dtype="<f8").tofile(probe["outputFile"])
    except Exception as error:  # the runner prints it in the table
        result = {"error": f"{type(error).__name__}: {error}"}
    print(f"\n@@{json.dumps(result)}")


if __name__ == "__main__":
    main()
