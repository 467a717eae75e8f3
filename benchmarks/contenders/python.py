"""librosa and numpy: one workload in one fresh process, the same protocol as worker.mjs. Usage: python.py '<job as JSON>'"""

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
    """Returns the call, and how its result becomes [frames][bins]."""
    if variant.startswith("f64"):
        x = x.astype(np.float64)
    task, sr = workload["task"], workload["sampleRate"]
    if task == "rfft":
        rows = np.tile(x, (max(1, min(64, 2**18 // len(x))), 1))  # one call costs 5 us before it begins
        return (lambda: np.fft.rfft(rows)), (lambda r: np.atleast_2d(r)[0].astype(np.complex128).view(np.float64)), len(np.atleast_2d(rows))
    import librosa

    filters = {"dtype": np.float64} if variant == "f64" else {}  # of the mel bank, float32 unless asked

    if task == "mfcc":
        return (lambda: librosa.feature.mfcc(y=x, sr=sr, **filters)), (lambda r: r.T), 1
    if task == "mel":
        return (lambda: librosa.feature.melspectrogram(y=x, sr=sr, **filters)), (lambda r: r.T), 1
    if task == "stft":
        return (lambda: librosa.stft(x)), (lambda r: np.ascontiguousarray(r.T, dtype=np.complex128).view(np.float64)), 1
    if task == "resample":
        return (lambda: librosa.resample(x, orig_sr=sr, target_sr=workload["targetRate"])), (lambda r: r), 1
    raise ValueError(task)


def main():
    job = json.loads(sys.argv[1])
    try:
        run, output, per_call = prepare(job["workload"], job["variant"], np.fromfile(job["inputFile"], dtype="<f4"))
        if job.get("outputFile"):
            np.ascontiguousarray(output(run()), dtype="<f8").tofile(job["outputFile"])
        result = measure(run, **job["budget"])
        result["ms"] /= per_call
        result["best"] /= per_call
    except Exception as error:  # the runner prints it in the table
        result = {"error": f"{type(error).__name__}: {error}"}
    print(f"\n@@{json.dumps(result)}")


if __name__ == "__main__":
    main()
