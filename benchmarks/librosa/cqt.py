"""One process: processor time of librosa's constant-Q functions, milliseconds, one core, best of some calls."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import librosa
import numpy as np

SR = 22050


def best(run):
    run()
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(1000 * (time.process_time() - start))
    return min(times)


y = np.fromfile(sys.argv[1])
single = y.astype(np.float32)
C = librosa.cqt(y[: 20 * SR], sr=SR, hop_length=256)
chroma = librosa.feature
calls = {
    "cqt, float64": lambda: librosa.cqt(y, sr=SR),
    "cqt, float32": lambda: librosa.cqt(single, sr=SR),
    "vqt, float64": lambda: librosa.vqt(y, sr=SR),
    "hybrid_cqt, float64": lambda: librosa.hybrid_cqt(y, sr=SR),
    "pseudo_cqt, float64": lambda: librosa.pseudo_cqt(y, sr=SR),
    "chroma_cqt, float64": lambda: chroma.chroma_cqt(y=y, sr=SR),
    "chroma_cqt, tuning 0, float64": lambda: chroma.chroma_cqt(y=y, sr=SR, tuning=0.0),
    "chroma_cens, tuning 0, float64": lambda: chroma.chroma_cens(y=y, sr=SR, tuning=0.0),
    "icqt, float64": lambda: librosa.icqt(C, sr=SR, hop_length=256),
}
result = {name: best(run) for name, run in calls.items()}
result["mean"] = float(np.mean(np.abs(librosa.cqt(y, sr=SR))))
print(json.dumps(result))
