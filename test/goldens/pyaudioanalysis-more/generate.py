"""Cases of pyAudioAnalysis 0.3.14 beside those in ../pyaudioanalysis. Run: python generate.py

Needs numpy < 2 and the package with what it imports (scipy, matplotlib, tqdm, eyed3, pydub). Signals are those in ../signals, in units
of 16 bits; long answers are kept for some frames only.
"""
import contextlib
import io
import json
import os
import shutil
import warnings
import numpy as np
from scipy.io import wavfile
from pyAudioAnalysis import MidTermFeatures as mid
from pyAudioAnalysis import ShortTermFeatures as short

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")


def signal(name, start=0, stop=None):
    return np.load(os.path.join(HERE, "..", "signals", name + ".npy"))[start:stop] * 32768


def plain(a):
    return np.asarray(a, np.float64).tolist()


def what_happens(call):
    """The answer, or the name of the error."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return call()
    except Exception as error:
        return type(error).__name__


# name, signal, start, stop, rate, window, step, every
SHORT = [
    ("8 kHz, 50/50 ms", "speech_a_8k", 0, 16000, 8000, 400, 400, 8),
    ("8 kHz, 50/25 ms", "speech_a_8k", 3000, 9000, 8000, 400, 200, 8),
    ("8 kHz, 100/50 ms", "speech_a_8k", 0, 16000, 8000, 800, 400, 8),
    ("16 kHz, 50/50 ms", "speech_a_16k", 0, 32000, 16000, 800, 800, 8),
    ("16 kHz, 100/50 ms", "speech_a_16k", 0, 32000, 16000, 1600, 800, 8),
    ("16 kHz, 30/10 ms", "speech_a_16k", 5000, 12000, 16000, 480, 160, 8),
    ("22.05 kHz, 50/25 ms, odd window", "music_1s", 0, 22050, 22050, 1103, 551, 9),
    ("22.05 kHz, prime window", "music_1s", 0, 22050, 22050, 997, 1000, 9),
    ("44.1 kHz, 50/50 ms", "music_3s", 0, 66150, 44100, 2205, 2205, 7),
    ("44.1 kHz, 100/50 ms", "music_3s", 0, 66150, 44100, 4410, 2205, 7),
    ("just above the lowest rate", "speech_a_8k", 0, 8000, 6854, 342, 342, 5),
    ("96 kHz, 10 ms", "music_1s", 0, 22050, 96000, 960, 960, 5),
    ("silence", "silence", 0, 3000, 16000, 800, 400, 2),
    ("one frame", "speech_a_16k", 8000, 8800, 16000, 800, 400, 1),
    ("a constant: what rounding leaves", "dc", 0, 3000, 16000, 800, 400, 2),
    ("a square wave", "square", 0, 8000, 16000, 800, 400, 4),
    ("samples in [-1, 1]", "speech_a_8k", 2000, 8000, 8000, 400, 400, 4),
    ("a constant that is rounded", "dc", 0, 9001, 16000, 800, 800, 2),
    ("next to nothing behind a click", "speech_a_8k", 2000, 8000, 8000, 400, 400, 2),
]
SCALES = {"samples in [-1, 1]": 1, "a constant that is rounded": 4321.987654, "next to nothing behind a click": 1e-3}

shorts = []
for name, file, start, stop, rate, window, step, every in SHORT:
    scale = SCALES.get(name, 32768)
    y = signal(file, start, stop) / 32768 * scale
    if "click" in name:
        y[0] = 30000
    f, _ = short.feature_extraction(y, rate, window, step)
    kept = list(range(0, f.shape[1], every))
    peaks = np.abs(f[:34]).max(axis=1)
    if "rounded" in name:
        peaks[[4, *range(9, 21)]] = 1  # spread and cepstrum, below 1e-8, are what rounding leaves of the transform
    shorts.append({"name": name, "signal": file, "start": start, "stop": stop, "scale": scale, "click": "click" in name, "sampleRate": rate,
                   "window": window, "step": step, "count": f.shape[1], "frames": kept, "features": plain(f[:34, kept].T),
                   "peaks": plain(peaks)})

# rate, window: where it fails, and one sample beyond
edges = []
y = signal("speech_a_8k", 2000, 6000)
for rate, window in [(4000, 800), (6853, 400), (6854, 400), (7000, 170), (8000, 172), (8000, 173), (8000, 174), (16000, 197), (16000, 198), (44100, 233),
                     (44100, 234), (8000, 5000)]:
    answer = what_happens(lambda: short.feature_extraction(y, rate, window, window)[0])
    edges.append({"sampleRate": rate, "window": window, "error": answer if isinstance(answer, str) else None})

mids = []
for file, rate, lengths in [
    ("speech_a_8k", 8000, (8000, 8000, 400, 400)),
    ("speech_a_8k", 8000, (8000, 4000, 400, 200)),
    ("speech_a_8k", 8000, (8000, 8000, 800, 400)),
    ("speech_a_8k", 8000, (5000, 3000, 400, 400)),  # 12.5 and 7.5 frames: rounded to even
    ("speech_a_8k", 8000, (800, 8000, 800, 400)),  # windows of one frame
    ("speech_a_8k", 8000, (80000, 80000, 400, 400)),  # longer than the signal
]:
    with contextlib.redirect_stdout(io.StringIO()):
        m, s, names = mid.mid_feature_extraction(signal(file), rate, *lengths)
    kept = list(range(min(m.shape[1], 3)))
    mids.append({"signal": file, "sampleRate": rate, "lengths": lengths, "count": m.shape[1], "windows": kept, "features": plain(m[:, kept].T),
                 "peaks": plain(np.abs(m).max(axis=1))})

beats = []
for file, start, stop, rate, window, step in [("music_3s", 0, None, 22050, 0.05, 0.05), ("melody", 0, None, 22050, 0.05, 0.025), ("music_offtune", 0, None, 22050, 0.05, 0.05),
                                              ("silence", 0, None, 16000, 0.05, 0.05), ("speech_a_8k", 0, None, 8000, 0.1, 0.05), ("speech_a_8k", 0, 400, 8000, 0.05, 0.05)]:
    f, _ = short.feature_extraction(signal(file, start, stop), rate, int(window * rate), int(step * rate))
    with contextlib.redirect_stdout(io.StringIO()):
        bpm, ratio = mid.beat_extraction(f, step)
    beats.append({"signal": file, "start": start, "stop": stop, "sampleRate": rate, "window": int(window * rate), "step": int(step * rate), "seconds": step,
                  "bpm": float(bpm), "ratio": float(ratio)})

# samples, window, step: rows that come out even, ends that are cut, and failures
grams = []
y = signal("speech_a_8k", 4000, 8000)
for samples, window, step in [(4000, 400, 400), (3999, 400, 400), (4000, 400, 200), (3900, 400, 250), (3900, 400, 199), (4000, 400, 1000), (1000, 401, 250), (800, 400, 400), (700, 400, 400),
                              (400, 400, 400), (2000, 300, 100), (2000, 300, 60)]:
    c = what_happens(lambda: short.chromagram(y[:samples], 8000, window, step)[0])
    s = what_happens(lambda: short.spectrogram(y[:samples], 8000, window, step)[0])
    grams.append({"samples": samples, "window": window, "step": step, "chromagram": c if isinstance(c, str) else plain(c),
                  "spectrogram": s if isinstance(s, str) else plain(s[:, ::20])})

# To the last bit: the order in which numpy adds up.
weyl = np.arange(20001, dtype=np.int64) * 2654435761 % 4294967296 / 4294967296 - 0.3
sums = {str(n): float(weyl[:n].sum()) for n in (5, 100, 135, 809, 1000, 5003, 8193, 20001)}

# Files of a folder, as short as it takes and two that are skipped. Types that scipy reads: 8, 16, 24 and 32 bits, two channels.
folder = os.path.join(HERE, "wav")
shutil.rmtree(folder, ignore_errors=True)
for sub in ("one", "two"):
    os.makedirs(os.path.join(folder, sub))
speech = np.round(signal("speech_a_8k")).astype(np.int16)
write = lambda name, rate, x: wavfile.write(os.path.join(folder, name), rate, x)
write("one/b-mono.wav", 8000, speech[2000:8000])
write("one/a-stereo.wav", 8000, np.stack([speech[3000:7000], speech[6000:10000]], axis=1))
write("one/c-bytes.wav", 8000, (128 + speech[2000:6000] // 256).astype(np.uint8))
write("one/d-too-short.wav", 8000, speech[2000:3500])
open(os.path.join(folder, "one", "e-empty.wav"), "wb").close()
write("two/only.wav", 16000, speech[4000:10000].astype(np.int32) * 65536)
WINDOWS = (0.25, 0.25, 0.05, 0.05)
with contextlib.redirect_stdout(io.StringIO()):
    one, files, names = mid.directory_feature_extraction(os.path.join(folder, "one"), *WINDOWS)
    plain_one, _, _ = mid.directory_feature_extraction(os.path.join(folder, "one"), *WINDOWS, compute_beat=False)
    several, classes, several_files = mid.multiple_directory_feature_extraction([os.path.join(folder, d) for d in ("one", "two")], *WINDOWS)
assert (np.vstack([one[:, :136]]) == plain_one).all()
base = lambda paths: [os.path.basename(p) for p in paths]
directory = {"windows": WINDOWS, "features": plain(one), "files": base(files), "names": names,
             "several": {"features": plain(np.atleast_2d(several[1])), "classes": classes, "files": [base(f) for f in several_files]}}

with open(os.path.join(HERE, "cases.json"), "w") as out:
    def rows(xs):
        return "[\n" + ",\n".join(json.dumps(x) for x in xs) + "\n]"
    out.write('{"version": "pyAudioAnalysis 0.3.14",\n')
    parts = {"short": rows(shorts), "edges": rows(edges), "mid": rows(mids), "beat": rows(beats), "grams": rows(grams), "sums": json.dumps(sums), "directory": json.dumps(directory)}
    out.write(",\n".join(f'"{k}": {v}' for k, v in parts.items()) + "\n}\n")
