"""Optimisers, schedules and whole trainings of Keras 3.15.1 and PyTorch 2.15, in double precision.

    python generate.py steps    # keras 3.15.1, torch 2.15: optimisers and schedules
    python generate.py fit      # keras 3.15.1, tensorflow 2.21: Model.fit

Each writes <name>/cases.json beside this file. Keras rounds to single precision here and there: tanh on PyTorch, momenta and betas on
TensorFlow, learning rates everywhere. Hence the two backends, and numbers that are exact in single precision.
"""
import json
import os
import sys

WHAT = sys.argv[1]
os.environ["KERAS_BACKEND"] = {"steps": "torch", "fit": "tensorflow"}[WHAT]
import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []
KERAS = "keras %s (%s)" % (keras.__version__, os.environ["KERAS_BACKEND"])
keras.backend.set_floatx("float64")


def entry(value, name=None):
    a = np.asarray(value)
    kind = "int64" if a.dtype.kind in "iu" else "float64"
    e = {"dtype": kind, "shape": list(a.shape), "value": a.tolist()}
    return {"name": name, **e} if name else e


def add(case, reference, version, inputs, params, outputs, note=""):
    CASES.append({"id": case, "reference": reference, "version": version, "inputs": {k: entry(v) for k, v in inputs.items()}, "params": params,
                  "outputs": [entry(v, k) for k, v in outputs.items()], "tolerance": {"rtol": 1e-10, "atol": 1e-10}, "note": note})


def problem(seed):
    """Two parameters and six gradients of each, one of them long."""
    r = np.random.default_rng(seed)
    ws = [r.standard_normal(5), r.standard_normal((2, 3))]
    gs = [[r.standard_normal(w.shape) * (4 if t == 2 else 1) for w in ws] for t in range(6)]
    return ws, gs


def inputs_of(ws, gs):
    out = {"w%d" % i: w for i, w in enumerate(ws)}
    out.update({"g%d" % i: np.array([g[i] for g in gs]) for i in range(len(ws))})
    return out


R = 2.0 ** -4


def steps():
    import torch
    version = "torch " + torch.__version__.split("+")[0]
    for n, (name, config) in enumerate([
        ("SGD", {}), ("SGD", {"momentum": 0.875}), ("SGD", {"momentum": 0.875, "nesterov": True, "weight_decay": 0.25}), ("SGD", {"clipnorm": 1.0}),
        ("SGD", {"global_clipnorm": 1.5}), ("SGD", {"clipvalue": 0.5}), ("RMSprop", {}), ("RMSprop", {"rho": 0.75, "momentum": 0.5}),
        ("RMSprop", {"centered": True}), ("RMSprop", {"centered": True, "momentum": 0.5, "epsilon": 1e-3}), ("Adam", {}),
        ("Adam", {"beta_1": 0.75, "beta_2": 0.875, "epsilon": 1e-3, "amsgrad": True}), ("Adam", {"weight_decay": 0.125, "global_clipnorm": 0.5}),
        ("AdamW", {}), ("AdamW", {"weight_decay": 0.25, "amsgrad": True}), ("Adagrad", {}), ("Adagrad", {"initial_accumulator_value": 0.5, "epsilon": 1e-3}),
    ]):
        ws, gs = problem(100 + n)
        vs = [keras.Variable(w, dtype="float64") for w in ws]
        opt = getattr(keras.optimizers, name)(learning_rate=R, **config)
        opt.build(vs)
        path = [[] for _ in ws]
        for g in gs:
            opt.apply([torch.tensor(x) for x in g], vs)
            for i, v in enumerate(vs):
                path[i].append(keras.ops.convert_to_numpy(v).copy())
        add("%s_%d" % (name, n), "keras.optimizers." + name, KERAS, inputs_of(ws, gs), {"learning_rate": R, **config}, {"path%d" % i: p for i, p in enumerate(path)})

    for n, (name, ours, config, theirs) in enumerate([
        ("SGD", "SGD", {}, {}), ("SGD", "SGD", {"momentum": 0.875}, {"momentum": 0.875}),
        ("SGD", "SGD", {"momentum": 0.875, "nesterov": True}, {"momentum": 0.875, "nesterov": True}),
        ("RMSprop", "RMSprop", {}, {}), ("RMSprop", "RMSprop", {"rho": 0.75, "momentum": 0.5, "centered": True}, {"alpha": 0.75, "momentum": 0.5, "centered": True}),
        ("Adam", "Adam", {}, {}), ("Adam", "Adam", {"amsgrad": True, "epsilon": 1e-3}, {"amsgrad": True, "eps": 1e-3}),
        ("AdamW", "AdamW", {}, {}), ("AdamW", "AdamW", {"weight_decay": 0.25, "beta_1": 0.75}, {"weight_decay": 0.25, "betas": (0.75, 0.999)}),
        ("Adagrad", "Adagrad", {}, {}), ("Adam", "Adam", {"global_clipnorm": 0.5}, {"clip": 0.5}),
    ]):
        ws, gs = problem(200 + n)
        ps = [torch.nn.Parameter(torch.tensor(w)) for w in ws]
        clip = theirs.pop("clip", None)
        rates = [R, R, R, R / 2, R / 2, R / 4]  # a schedule: the momentum of PyTorch and that of Keras differ
        opt = getattr(torch.optim, name)(ps, lr=R, **theirs)
        path = [[] for _ in ws]
        for g, rate in zip(gs, rates):
            for group in opt.param_groups:
                group["lr"] = rate
            for p, x in zip(ps, g):
                p.grad = torch.tensor(x)
            if clip:
                torch.nn.utils.clip_grad_norm_(ps, clip)
            opt.step()
            for i, p in enumerate(ps):
                path[i].append(p.detach().numpy().copy())
        add("torch_%s_%d" % (name, n), "torch.optim." + ours, version, {**inputs_of(ws, gs), "rates": rates}, {**config, "preset": "torch"}, {"path%d" % i: p for i, p in enumerate(path)})

    STEPS = [0, 1, 2, 5, 9, 10, 11, 25, 40, 49, 50, 51, 75, 100, 101, 250]
    for n, (name, config) in enumerate([
        ("ExponentialDecay", {"initial_learning_rate": 0.5, "decay_steps": 20, "decay_rate": 0.75}),
        ("ExponentialDecay", {"initial_learning_rate": 0.5, "decay_steps": 20, "decay_rate": 0.75, "staircase": True}),
        ("PiecewiseConstantDecay", {"boundaries": [10, 50], "values": [0.5, 0.25, 0.125]}),
        ("CosineDecay", {"initial_learning_rate": 0.5, "decay_steps": 50}),
        ("CosineDecay", {"initial_learning_rate": 0.125, "decay_steps": 50, "alpha": 0.25, "warmup_target": 0.5, "warmup_steps": 10}),
        ("PolynomialDecay", {"initial_learning_rate": 0.5, "decay_steps": 50}),
        ("PolynomialDecay", {"initial_learning_rate": 0.5, "decay_steps": 50, "end_learning_rate": 0.125, "power": 0.5}),
        ("PolynomialDecay", {"initial_learning_rate": 0.5, "decay_steps": 40, "end_learning_rate": 0.125, "power": 2.0, "cycle": True}),
    ]):
        s = getattr(keras.optimizers.schedules, name)(**config)
        rates = [float(s(torch.tensor(step, dtype=torch.float64))) for step in STEPS]
        add("%s_%d" % (name, n), "keras.optimizers.schedules." + name, KERAS, {"steps": STEPS}, config, {"rates": rates}, "Keras computes in single or double precision, as the steps are")


# Whole trainings: Model.fit, unshuffled, with everything that weighs.
def training(case, layers, x, y, compile_, fit, params, targets=None):
    keras.utils.set_random_seed(1)
    m = keras.Sequential([keras.layers.Input(x.shape[1:] if x.ndim == 2 else (None, x.shape[2]))] + layers)
    before = [w.copy() for w in m.get_weights()]
    m.compile(jit_compile=False, **compile_)
    h = m.fit(x, y, shuffle=False, verbose=0, **fit)
    ev = m.evaluate(x, y, verbose=0, batch_size=4)
    out = {k: v for k, v in h.history.items()}
    out["evaluation"] = np.atleast_1d(ev)
    out.update({"after%d" % i: w for i, w in enumerate(m.get_weights())})
    ins = {"x": x, "y": y, **{"before%d" % i: w for i, w in enumerate(before)}}
    if "sample_weight" in fit:
        ins["sampleWeights"] = fit["sample_weight"]
    add(case, "keras.Model.fit", KERAS, ins, params, out)


def fit():
    r = np.random.default_rng(7)
    short = lambda a: np.round(a * 1024) / 1024
    L = keras.layers
    x = short(r.standard_normal((11, 6, 3)))
    x[2, 4:] = 0
    x[5, 1:] = 0
    x[9, 3:] = 0
    y = np.array([0, 1, 2, 1, 0, 2, 2, 1, 0, 1, 2])
    sw = short(r.uniform(0.25, 2, 10))
    l2 = keras.regularizers.L2(2.0 ** -7)
    training("weighted_sequences", [L.Masking(), L.Bidirectional(L.LSTM(4, kernel_regularizer=l2, recurrent_constraint=keras.constraints.MaxNorm(1.0))), L.Dense(3, activation="softmax", kernel_regularizer=l2)],
             x, y, dict(optimizer=keras.optimizers.Adam(R, beta_1=0.875, beta_2=0.9375), loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
             dict(batch_size=4, epochs=3, class_weight={0: 1.0, 1: 2.0, 2: 0.5}, validation_split=0.2),
             {"batch": 4, "epochs": 3, "classWeights": [1.0, 2.0, 0.5], "validationSplit": 0.2})

    yt = r.integers(0, 3, (11, 6))
    training("every_frame", [L.Masking(), L.GRU(4, return_sequences=True), L.Dense(3, activation="softmax")], x, yt,
             dict(optimizer=keras.optimizers.SGD(R, momentum=0.5), loss="sparse_categorical_crossentropy", metrics=["accuracy"]), dict(batch_size=4, epochs=3), {"batch": 4, "epochs": 3})

    xd = short(r.standard_normal((10, 4)))
    yd = short(r.standard_normal((10, 2)))
    training("batch_norm_regression", [L.Dense(5, activation="tanh"), L.BatchNormalization(), L.Dense(2)], xd, yd,
             dict(optimizer=keras.optimizers.RMSprop(R, rho=0.75, clipvalue=0.25), loss="mean_squared_error", metrics=["mae"]), dict(batch_size=4, epochs=3, sample_weight=sw), {"batch": 4, "epochs": 3})

    yb = (yd[:, :1] > 0).astype(float)
    training("binary", [L.Dense(5, activation="relu"), L.Dense(1, activation="sigmoid")], xd, yb,
             dict(optimizer=keras.optimizers.AdamW(R, beta_1=0.875, beta_2=0.9375), loss="binary_crossentropy", metrics=["accuracy"]), dict(batch_size=4, epochs=3), {"batch": 4, "epochs": 3})


{"steps": steps, "fit": fit}[WHAT]()
os.makedirs(os.path.join(HERE, WHAT), exist_ok=True)
with open(os.path.join(HERE, WHAT, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
print(len(CASES), "cases")
