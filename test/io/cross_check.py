"""
Reads what cross-check.ts wrote with soundfile (libsndfile), scipy and numpy, and compares every sample.

    npx tsx test/io/cross-check.ts FOLDER && python test/io/cross_check.py FOLDER
"""
import pathlib, sys
import numpy as np, soundfile
from scipy.io import wavfile

folder = pathlib.Path(sys.argv[1])
count = 0
for path in sorted(folder.glob("*.wav")):
    channels, depth = path.name.split(".")[:2]
    expected = np.load(folder / f"{channels}.expected.npy")
    y, rate = soundfile.read(path, dtype="float64", always_2d=True)
    assert rate == 44100 and np.array_equal(y.T, expected), path
    subtype = {"8": "PCM_U8", "32f": "FLOAT", "64f": "DOUBLE"}.get(depth, f"PCM_{depth}")
    assert soundfile.info(path).subtype == subtype, path
    rate, y = wavfile.read(path)
    y = np.atleast_2d(y.T)
    if y.dtype.kind == "u":
        y = (y.astype(float) - 128) / 128
    elif y.dtype.kind == "i":
        y = y / 2.0 ** (8 * y.dtype.itemsize - 1)
    assert rate == 44100 and np.array_equal(y, expected), path
    count += 1
for path in sorted(folder.glob("*.v?.npy")):
    shape, dtype, order, version = path.name.split(".")[:4]
    shape = [int(n) for n in shape.split("x")]
    expected = np.arange(120.0).reshape(shape) - 60
    if dtype.startswith("complex"):
        expected = expected[..., 0] + 1j * expected[..., 1]
    y = np.load(path)
    assert y.dtype == dtype and np.array_equal(y, expected), path
    assert y.flags.c_contiguous if order == "C" else y.flags.f_contiguous, path
    count += 1
print(f"{count} files read back equal by soundfile {soundfile.__version__}, scipy and numpy {np.__version__}")
