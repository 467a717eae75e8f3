"""Times pyAudioAnalysis: package.py RATE WINDOW STEP INPUT OUTPUT, samples and features as raw float64. One core."""
import json
import os
import statistics
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np
from pyAudioAnalysis.ShortTermFeatures import feature_extraction

rate, window, step = map(int, sys.argv[1:4])
y = np.fromfile(sys.argv[4])
feature_extraction(y[: 2 * rate], rate, window, step)
times = []
for _ in range(3):
    start = time.perf_counter()
    features, _ = feature_extraction(y, rate, window, step)
    times.append(time.perf_counter() - start)
np.ascontiguousarray(features.T).tofile(sys.argv[5])
print(json.dumps({"seconds": statistics.median(times)}))
