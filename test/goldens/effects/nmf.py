"""How near scikit-learn's NMF comes to a spectrogram: the numbers in test/decompose/decompose.test.ts.

Run: python nmf.py (scikit-learn, numpy). Prints the distance of the product from the spectrogram for each start, six components.
"""

import os

import numpy as np
import sklearn
from sklearn.decomposition import NMF

S = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../librosa/in/7cb815585ea9.npy"))
print(sklearn.__version__)
for init in ("random", "nndsvd", "nndsvda", "nndsvdar"):
    distances = []
    for seed in range(10 if init in ("random", "nndsvdar") else 1):
        model = NMF(6, init=init, random_state=seed)
        distances.append(np.linalg.norm(model.fit_transform(S.T) @ model.components_ - S.T))
    print(init, np.mean(distances), np.min(distances), np.max(distances))
