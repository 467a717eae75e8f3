"""One process: processor time of librosa's yin (the whole signal) and pyin (its first 10 s), milliseconds, best of some calls."""

import json
import sys
import time

import librosa
import numpy as np

SR = 22050
OPTIONS = dict(sr=SR, fmin=65, fmax=2093)


def best(run, calls):
    run()
    times = []
    for _ in range(calls):
        start = time.process_time()
        run()
        times.append(1000 * (time.process_time() - start))
    return min(times)


y = np.fromfile(sys.argv[1])
result = {}
for dtype in ("float64", "float32"):
    x = y.astype(dtype)
    result[f"yin, {dtype}"] = best(lambda: librosa.yin(x, **OPTIONS), 5)
    result[f"pyin, {dtype}"] = best(lambda: librosa.pyin(x[: 10 * SR], **OPTIONS), 2)
print(json.dumps(result))
