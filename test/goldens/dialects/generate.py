"""Golden cases of the dialects of mfcc, melSpectrogram and logMel. Run it in each environment that has some of the programs:

1. kaldi-native-fbank 1.23.0, python_speech_features 0.6, torch 2.15 with torchaudio 2.11, librosa 0.11, openai-whisper 20250625 and nemo_toolkit
   3.0.0 (both without their dependencies; of NeMo only its file of filter-bank features is loaded)
2. TensorFlow 2.21 and librosa 0.11, with kapre 0.4.0
3. pyAudioAnalysis 0.3.14

Each run replaces the cases of the programs it finds. Everything is in float64 where the program can be brought to it: torch by its default
type, TensorFlow by the type of its arguments. kaldi-native-fbank, Whisper and NeMo compute in float32; for them there are `exact.` cases too:
the same definitions, written once more in extended precision (64-bit mantissa, DFT as a sum), so that it can be seen who is nearer.
`exact.htk` is the definition of the HTK book: there is no HTK to run here. Its parts are compared with kaldi-native-fbank in the tests.
"""
import hashlib
import importlib.util
import json
import os
import sys
import types

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
SIGNALS = os.path.join(HERE, "..", "signals")
PATH = os.path.join(HERE, "cases.json")
kept = json.load(open(PATH)) if os.path.exists(PATH) else []
cases = []

speech = np.load(f"{SIGNALS}/speech_a_16k.npy")[6000:11000]
speech8 = np.load(f"{SIGNALS}/speech_a_8k.npy")[3000:5500]
music = np.load(f"{SIGNALS}/music_1s.npy")[2000:7000]
stereo = np.load(f"{SIGNALS}/stereo.npy")[:, 4000:7000]
loud_and_soft = np.concatenate([speech[:2500], 1e-5 * speech[2500:]])


def entry(a):
    a = np.asarray(a)
    single = a.dtype == np.float32
    a = a.astype("<f4" if single else "<f8")
    info = {"dtype": str(a.dtype), "shape": list(a.shape)}
    if a.size <= 16:
        return {"value": a.tolist(), **info}
    name = hashlib.sha256(a.tobytes() + str(a.shape).encode()).hexdigest()[:12] + ".npy"
    np.save(os.path.join(HERE, name), np.ascontiguousarray(a))
    return {"file": f"dialects/{name}", **info}


def case(id, reference, version, y, params, out):
    """`out` is time first."""
    assert np.all(np.isfinite(np.asarray(out, np.float64))), id
    single = np.asarray(out).dtype == np.float32
    tolerance = {"rtol": 1e-4, "atol": 1e-4} if single else {"rtol": 1e-8, "atol": 1e-9}
    cases.append({"id": id, "reference": reference, "version": version, "inputs": {"y": entry(y)}, "params": params,
                  "outputs": [{"name": "out", **entry(out)}], "tolerance": tolerance})


def has(module):
    return importlib.util.find_spec(module) is not None


# ---------------------------------------------------------------- in extended precision
L = np.longdouble
PI = 4 * np.arctan(L(1))


def mel_htk(f):
    return L(1127) * np.log(1 + np.asarray(f, L) / 700)


def triangles_mel(sr, n_fft, bands, low, high):
    edges = np.linspace(mel_htk(low), mel_htk(high), bands + 2, dtype=L)
    m = mel_htk(np.arange(n_fft // 2 + 1).astype(L) * sr / n_fft)
    up = (m - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - m) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(up, down))


def triangles_slaney(sr, n_fft, bands):
    step = np.log(L("6.4")) / 27
    to_mel = lambda f: f * 3 / 200 if f < 1000 else 15 + np.log(f / 1000) / step
    to_hz = lambda m: m * 200 / 3 if m < 15 else 1000 * np.exp(step * (m - 15))
    top = to_mel(L(sr) / 2)
    edges = np.array([to_hz(top * k / (bands + 1)) for k in range(bands + 2)], L)
    edges[-1] = L(sr) / 2
    f = np.arange(n_fft // 2 + 1).astype(L) * sr / n_fft
    up = (f - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - f) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(up, down)) * (2 / (edges[2:] - edges[:-2]))[:, None]


def power_spectrum(frames, n_fft):
    """Frames times samples; zeros behind them."""
    n = np.arange(frames.shape[1])
    k = np.arange(n_fft // 2 + 1)
    phase = 2 * PI * ((n[:, None] * k[None, :]) % n_fft).astype(L) / n_fft
    return (frames @ np.cos(phase)) ** 2 + (frames @ np.sin(phase)) ** 2


def dct(x, count, first=True):
    n = x.shape[1]
    rows = np.cos(PI * np.arange(count).astype(L)[:, None] * (np.arange(n).astype(L) + L("0.5")) / n) * np.sqrt(L(2) / n)
    if first:
        rows[0] /= np.sqrt(L(2))
    return x @ rows.T


def lifter(count, length):
    return 1 + L(length) / 2 * np.sin(PI * np.arange(count).astype(L) / length)


def cut(y, length, hop):
    return np.stack([y[s : s + length] for s in range(0, len(y) - length + 1, hop)])


def emphasized(frames, c):
    return frames - c * np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)


def raised_cosine(length, a):
    return a - (1 - a) * np.cos(2 * PI * np.arange(length).astype(L) / (length - 1))


def exact_kaldi(y, sr, bands=23, cepstra=None):
    frames = cut(np.asarray(y, L) * 32768, sr // 40, sr // 100)
    frames = frames - frames.mean(axis=1, keepdims=True)
    eps = L(2) ** -23
    energy = np.log(np.maximum(eps, (frames**2).sum(axis=1)))
    frames = emphasized(frames, L("0.97")) * raised_cosine(frames.shape[1], L("0.5")) ** L("0.85")
    n_fft = 1 << (frames.shape[1] - 1).bit_length()
    logs = np.log(np.maximum(eps, power_spectrum(frames, n_fft) @ triangles_mel(sr, n_fft, bands, 20, sr / 2).T))
    if cepstra is None:
        return logs
    out = dct(logs, cepstra) * lifter(cepstra, 22)
    out[:, 0] = energy
    return out


def exact_htk(y, sr, power=1, floor=1, log=True, cepstra=True):
    frames = emphasized(cut(np.asarray(y, L) * 32768, sr // 40, sr // 100), L("0.97"))
    frames = frames * raised_cosine(frames.shape[1], L("0.54"))
    n_fft = 1 << (frames.shape[1] - 1).bit_length()
    bands = np.sqrt(power_spectrum(frames, n_fft)) ** power @ triangles_mel(sr, n_fft, 26, 0, sr / 2).T
    if not log:
        return bands
    out = dct(np.log(np.maximum(floor, bands)), 13, first=False) * lifter(13, 22)
    return np.concatenate([out[:, 1:], out[:, :1]], axis=1)


def exact_whisper(y, bands=80):
    y = np.asarray(y, L)
    padded = np.concatenate([y[200:0:-1], y, y[-2:-202:-1]])
    window = L("0.5") - L("0.5") * np.cos(2 * PI * np.arange(400).astype(L) / 400)
    frames = cut(padded, 400, 160)[: len(y) // 160] * window
    logs = np.log(np.maximum(L("1e-10"), power_spectrum(frames, 400) @ triangles_slaney(16000, 400, bands).T)) / np.log(L(10))
    return (np.maximum(logs, logs.max() - 8) + 4) / 4


def exact_nemo(y, sr=16000, normalize=True):
    y = np.asarray(y, L)
    y = np.concatenate([y[:1], y[1:] - L("0.97") * y[:-1]])
    padded = np.concatenate([np.zeros(256, L), y, np.zeros(256, L)])
    window = np.zeros(512, L)
    window[56:456] = raised_cosine(400, L("0.5"))
    frames = cut(padded, 512, 160)[: len(y) // 160] * window
    logs = np.log(power_spectrum(frames, 512) @ triangles_slaney(sr, 512, 80).T + L(2) ** -24)
    if not normalize:
        return logs
    return (logs - logs.mean(axis=0)) / (logs.std(axis=0, ddof=1) + L("1e-5"))


# ---------------------------------------------------------------- 1
if has("kaldi_native_fbank"):
    import kaldi_native_fbank as knf
    import librosa
    import python_speech_features as psf
    import torch

    cuda = torch.version.cuda
    torch.version.cuda = "13.0"  # the two wheels may name different CUDA versions; only the CPU is used here
    import torchaudio

    torch.version.cuda = cuda
    # Whisper's file of features, without the package around it
    site = os.path.join(os.path.dirname(knf.__file__), "..")
    sys.modules["whisper"] = types.ModuleType("whisper")
    sys.modules["whisper"].__path__ = [os.path.join(site, "whisper")]
    from whisper.audio import log_mel_spectrogram

    KNF = "kaldi-native-fbank 1.23.0"

    def kaldi(kind, y, sr, **options):
        o = {"fbank": knf.FbankOptions, "mfcc": knf.MfccOptions}[kind]()
        o.frame_opts.dither = 0
        o.frame_opts.samp_freq = sr
        for name, value in options.items():
            part, _, leaf = name.rpartition("__")
            setattr(getattr(o, part) if part else o, leaf, value)
        f = {"fbank": knf.OnlineFbank, "mfcc": knf.OnlineMfcc}[kind](o)
        f.accept_waveform(sr, (y * 32768).astype(np.float32).tolist())
        f.input_finished()
        return np.array([f.get_frame(i) for i in range(f.num_frames_ready)], np.float32)

    for name, y, sr in [("speech", speech, 16000), ("speech8", speech8, 8000), ("soft", loud_and_soft, 16000)]:
        case(f"mfcc_{name}", "kaldi_native_fbank.mfcc", KNF, y, {"sr": sr}, kaldi("mfcc", y, sr))
        case(f"mfcc_{name}", "exact.kaldi.mfcc", "extended precision", y, {"sr": sr}, exact_kaldi(y, sr, cepstra=13))
        case(f"fbank_{name}", "kaldi_native_fbank.fbank", KNF, y, {"sr": sr}, kaldi("fbank", y, sr))
        case(f"fbank_{name}", "exact.kaldi.fbank", "extended precision", y, {"sr": sr}, exact_kaldi(y, sr))

    HTK = dict(frame_opts__window_type="hamming", frame_opts__remove_dc_offset=False, mel_opts__num_bins=26, mel_opts__low_freq=0)
    case("magnitude", "kaldi_native_fbank.htk_bands", KNF, speech, {"sr": 16000}, kaldi("fbank", speech, 16000, **HTK, use_power=False, use_log_fbank=False))
    case("power", "kaldi_native_fbank.htk_compat", KNF, speech, {"sr": 16000}, kaldi("mfcc", speech, 16000, **HTK, htk_compat=True, use_energy=False))
    for name, y, sr in [("speech", speech, 16000), ("speech8", speech8, 8000), ("soft", loud_and_soft, 16000)]:
        case(f"htk_{name}", "exact.htk", "extended precision", y, {"sr": sr}, exact_htk(y, sr))

    for bands in [80, 128]:
        for name, y in [("speech", speech), ("soft", loud_and_soft)]:
            out = log_mel_spectrogram(torch.tensor(y, dtype=torch.float32), bands).numpy().T
            case(f"whisper_{name}_{bands}", "whisper.log_mel_spectrogram", "openai-whisper 20250625", y, {"n_mels": bands}, out)
            case(f"whisper_{name}_{bands}", "exact.whisper", "extended precision", y, {"n_mels": bands}, exact_whisper(y, bands))

    # NeMo's file, with stand-ins for what it imports and does not use here
    for name in ["nemo", "nemo.utils", "nemo.collections", "nemo.collections.asr", "nemo.collections.asr.parts",
                 "nemo.collections.asr.parts.preprocessing", "nemo.collections.asr.parts.preprocessing.perturb",
                 "nemo.collections.asr.parts.preprocessing.segment"]:
        sys.modules[name] = types.ModuleType(name)
    sys.modules["nemo.collections.asr.parts.preprocessing.perturb"].AudioAugmentor = object
    sys.modules["nemo.collections.asr.parts.preprocessing.segment"].AudioSegment = object
    sys.modules["nemo.utils"].logging = types.SimpleNamespace(info=lambda *a: None, debug=lambda *a: None, warning=lambda *a: None)
    where = os.path.join(site, "nemo", "collections", "asr", "parts", "preprocessing", "features.py")
    spec = importlib.util.spec_from_file_location("nemo_features", where)
    nemo_features = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(nemo_features)

    def nemo(y, sr, size, bands, normalize):
        f = nemo_features.FilterbankFeatures(sample_rate=sr, n_window_size=size, n_window_stride=sr // 100, nfilt=bands, normalize=normalize,
                                             dither=0.0, pad_to=0).eval()
        out, length = f(torch.tensor(y, dtype=torch.float32)[None], torch.tensor([len(y)]))
        return out[0, :, : int(length)].numpy().T

    N = "nemo_toolkit 3.0.0"
    for name, y in [("speech", speech), ("soft", loud_and_soft)]:
        case(f"nemo_{name}", "nemo.FilterbankFeatures", N, y, {"sr": 16000}, nemo(y, 16000, 400, 80, "per_feature"))
        case(f"nemo_{name}", "exact.nemo", "extended precision", y, {"sr": 16000}, exact_nemo(y))
    case("nemo_logs", "nemo.FilterbankFeatures", N, speech, {"sr": 16000, "normalize": None}, nemo(speech, 16000, 400, 80, None))
    case("nemo_logs", "exact.nemo", "extended precision", speech, {"sr": 16000, "normalize": None}, exact_nemo(speech, normalize=False))
    case("nemo_64", "nemo.FilterbankFeatures", N, speech8, {"sr": 8000, "win_seconds": 0.02, "n_mels": 64}, nemo(speech8, 8000, 160, 64, "per_feature"))
    o = knf.NemoFbankOptions()
    f = knf.OnlineNemoFbank(o)
    f.accept_waveform(16000, speech.astype(np.float32).tolist())
    f.input_finished()
    frames = len(speech) // 160
    case("nemo_online", "kaldi_native_fbank.OnlineNemoFbank", KNF, speech, {"sr": 16000, "normalize": None},
         np.array(f.get_frames(0, frames, True)[0], np.float32).reshape(frames, 80))

    # torchaudio, its filters in double precision too
    torch.set_default_dtype(torch.float64)
    TA = f"torchaudio {torchaudio.__version__.split('+')[0]}"
    T = torchaudio.transforms
    for name, y, sr in [("speech", speech, 16000), ("music", music, 22050), ("soft", loud_and_soft, 16000)]:
        t = torch.tensor(y)
        case(f"mfcc_{name}", "torchaudio.transforms.MFCC", TA, y, {"sr": sr}, T.MFCC(sr)(t).numpy().T)
        case(f"mel_{name}", "torchaudio.transforms.MelSpectrogram", TA, y, {"sr": sr}, T.MelSpectrogram(sr)(t).numpy().T)
        case(f"db_{name}", "torchaudio.transforms.AmplitudeToDB", TA, y, {"sr": sr}, T.AmplitudeToDB(top_db=80)(T.MelSpectrogram(sr)(t)).numpy().T)
    kw = dict(n_fft=512, hop_length=160, win_length=400, n_mels=40, f_min=20.0, f_max=7600.0, mel_scale="slaney", norm="slaney", power=1.0)
    case("mfcc_options", "torchaudio.transforms.MFCC", TA, speech,
         {"sr": 16000, "n_mfcc": 13, "n_fft": 512, "hop_length": 160, "win_length": 400, "n_mels": 40, "fmin": 20, "fmax": 7600, "htk": False, "mel_norm": "slaney", "power": 1},
         T.MFCC(16000, n_mfcc=13, melkwargs=kw)(torch.tensor(speech)).numpy().T)

    # librosa 0.11: one floor for all channels
    loud = np.stack([stereo[0], 1e-4 * stereo[1]])
    S = librosa.power_to_db(librosa.feature.melspectrogram(y=loud, sr=22050, dtype=np.float64))
    case("stereo", "librosa.feature.mfcc", "librosa 0.11.0", loud, {"sr": 22050}, librosa.feature.mfcc(y=loud, sr=22050, dtype=np.float64).transpose(0, 2, 1))
    case("stereo", "librosa.power_to_db", "librosa 0.11.0", loud, {"sr": 22050}, S.transpose(0, 2, 1))

    # python_speech_features: the rule of 0.6.1 for the length of the FFT, from its repository
    def calculate_nfft(samplerate, winlen):
        n = 1
        while n < winlen * samplerate:
            n *= 2
        return n

    for name, y, sr in [("speech", speech, 16000), ("speech8", speech8, 8000), ("music", music, 22050)]:
        nfft = calculate_nfft(sr, 0.025)
        case(f"mfcc_{name}", "python_speech_features.mfcc, nfft by 0.6.1", "python_speech_features 0.6", y, {"sr": sr}, psf.mfcc(32768 * y, sr, nfft=nfft))
        case(f"logfbank_{name}", "python_speech_features.logfbank, nfft by 0.6.1", "python_speech_features 0.6", y, {"sr": sr}, psf.logfbank(32768 * y, sr, nfft=nfft))

# ---------------------------------------------------------------- 2
if has("tensorflow"):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    import kapre
    import librosa
    import tensorflow as tf

    TF = f"tensorflow {tf.__version__}"
    for name, y, sr in [("speech", speech, 16000), ("music", music, 22050)]:
        spectrum = tf.abs(tf.signal.stft(tf.constant(y), frame_length=1024, frame_step=256, fft_length=1024))
        weights = tf.signal.linear_to_mel_weight_matrix(80, 513, sr, 80.0, 7600.0, dtype=tf.float64)
        bands = tf.tensordot(spectrum, weights, 1)
        logs = tf.math.log(bands + tf.constant(1e-6, tf.float64))
        case(f"mel_{name}", "tf.signal.linear_to_mel_weight_matrix", TF, y, {"sr": sr}, bands.numpy())
        case(f"logs_{name}", "tf.math.log", TF, y, {"sr": sr}, logs.numpy())
        case(f"mfcc_{name}", "tf.signal.mfccs_from_log_mel_spectrograms", TF, y, {"sr": sr}, tf.signal.mfccs_from_log_mel_spectrograms(logs)[:, :13].numpy())

    # kapre 0.4 in double precision; its filters are librosa's, which are float32 unless told
    tf.keras.backend.set_floatx("float64")
    rounded = librosa.filters.mel
    librosa.filters.mel = lambda **kw: rounded(**{**kw, "dtype": np.float64})
    KAPRE = f"kapre {kapre.__version__}"
    for name, y, sr in [("speech", speech, 16000), ("music", music, 22050), ("soft", loud_and_soft, 16000)]:
        layer = kapre.composed.get_melspectrogram_layer(input_shape=(len(y), 1), sample_rate=sr)
        bands = layer(tf.constant(y)[None, :, None])
        amin = tf.constant(1e-5, tf.float64)
        logs = kapre.backend.magnitude_to_decibel(bands, ref_value=1.0, amin=amin, dynamic_range=80.0)
        case(f"mel_{name}", "kapre.composed.get_melspectrogram_layer", KAPRE, y, {"sr": sr}, bands.numpy()[0, :, :, 0])
        case(f"db_{name}", "kapre.backend.magnitude_to_decibel", KAPRE, y, {"sr": sr}, logs.numpy()[0, :, :, 0])
        case(f"mfcc_{name}", "kapre.LogmelToMFCC", KAPRE, y, {"sr": sr}, kapre.LogmelToMFCC(n_mfccs=20)(logs).numpy()[0, :, :, 0])

    # kapre 0.1.7, whose layer later versions of Keras cannot build: its windowed DFT kernels and its steps, with TensorFlow's own convolution
    for name, y, sr in [("speech", speech, 16000), ("music", music, 22050)]:
        n, k = np.arange(512), np.arange(257)
        window = librosa.filters.get_window("hann", 512, fftbins=True)
        phase = 2 * np.pi / 512 * k[None, :] * n[:, None]
        conv = lambda w: tf.nn.conv2d(tf.constant(y)[None, :, None, None], tf.constant((w * window[:, None])[:, None, None, :]), [1, 256, 1, 1], "SAME").numpy()[0, :, 0]
        power = conv(np.cos(phase)) ** 2 + conv(-np.sin(phase)) ** 2
        bands = np.sqrt(power @ librosa.filters.mel(sr=sr, n_fft=512, n_mels=128, fmin=0.0, fmax=sr / 2, norm="slaney").T)
        logs = 10 * np.log(np.maximum(bands, 1e-10)) / np.log(10)
        logs = np.maximum(logs - logs.max(), -80)
        case(f"mel_{name}", "kapre01.Melspectrogram", "kapre 0.1.7 (its steps)", y, {"sr": sr}, bands)
        case(f"db_{name}", "kapre01.Melspectrogram, decibel", "kapre 0.1.7 (its steps)", y, {"sr": sr}, logs)

# ---------------------------------------------------------------- 3
if has("pyAudioAnalysis"):
    from pyAudioAnalysis import ShortTermFeatures

    for name, y, sr in [("speech", speech, 16000), ("speech8", speech8, 8000), ("music", music, 22050)]:
        features, names = ShortTermFeatures.feature_extraction(32768 * y, sr, int(0.05 * sr), int(0.025 * sr))
        case(f"mfcc_{name}", "pyAudioAnalysis.feature_extraction, mfcc", "pyAudioAnalysis 0.3.14", y, {"sr": sr}, features[8:21].T)

made = {c["reference"] for c in cases}
cases = [c for c in kept if c["reference"] not in made] + cases
cases.sort(key=lambda c: (c["reference"], c["id"]))
with open(PATH, "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
used = {e["file"].split("/")[1] for c in cases for e in [c["inputs"]["y"], *c["outputs"]] if "file" in e}
for name in os.listdir(HERE):
    if name.endswith(".npy") and name not in used:
        os.remove(os.path.join(HERE, name))
print(len(cases), "cases,", len(used), "arrays; made now:", ", ".join(sorted(made)))
