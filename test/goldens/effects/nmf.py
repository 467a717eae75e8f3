"""How near scikit-learn's NMF comes to a spectrogram: the numbers in test/decompose/decompose.test.ts.

Run: python nmf.py (scikit-learn, numpy). Prints the distance of the product from a golden spectrogram for each start, six components; then the
squared error for larger spectrograms from the exact singular vectors.
"""

import os
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import NMF, _nmf

warnings.simplefilter("ignore")  # where 200 rounds are too few
S = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../librosa/in/7cb815585ea9.npy"))
print(sklearn.__version__)
for init in ("random", "nndsvd", "nndsvda", "nndsvdar"):
    distances = []
    for seed in range(10 if init in ("random", "nndsvdar") else 1):
        model = NMF(6, init=init, random_state=seed)
        distances.append(np.linalg.norm(model.fit_transform(S.T) @ model.components_ - S.T))
    print(init, np.mean(distances), np.min(distances), np.max(distances))

BINS, FRAMES = 150, 240


def uniform(count, state):
    """Numbers in [0, 1) of a linear congruential generator."""
    out = np.empty(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        out[i] = state / 2**32
    return out


def noise(seed):
    return uniform(FRAMES * BINS, seed).reshape(FRAMES, BINS)


def parts(seed, n):
    return (uniform(FRAMES * n, seed) ** 3).reshape(FRAMES, n) @ (uniform(n * BINS, seed + 1) ** 4).reshape(n, BINS)


def sparse(seed):
    out = np.where(noise(seed) < 0.05, parts(seed + 2, 6), 0)
    out[::7] = 0
    out[:, ::5] = 0
    return out


def exact_svd(matrix, n, **_):
    u, s, v = np.linalg.svd(matrix, full_matrices=False)
    return u[:, :n], s[:n], v[:n]


for name in ("randomized_svd", "_randomized_svd"):
    if hasattr(_nmf, name):
        setattr(_nmf, name, exact_svd)
for name, X in {"noise": noise(1), "noisy": parts(2, 12) + 0.05 * noise(3), "exact": parts(4, 8), "sparse": sparse(5)}.items():
    for n in (2, 5, 8):
        model = NMF(n, random_state=0)
        product = model.fit_transform(X) @ model.components_
        print(name, n, model.n_iter_, "%.10g" % np.sum((product - X) ** 2))
