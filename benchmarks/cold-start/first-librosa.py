"""Import librosa and take the first MFCC of one second, in this, otherwise empty, process."""

import json
import time

import numpy as np

y = np.random.default_rng(440).uniform(-0.5, 0.5, 22050).astype(np.float32)
start = time.perf_counter()
import librosa  # noqa: E402

imported = time.perf_counter()
librosa.feature.mfcc(y=y, sr=22050)
done = time.perf_counter()
print(f"\n@@{json.dumps({'boot': 0, 'import': 1000 * (imported - start), 'first': 1000 * (done - imported), 'ms': 1000 * (done - start)})}")
