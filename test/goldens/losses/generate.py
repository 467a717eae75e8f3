"""Metric losses, margin softmax, CTC decoding and focal loss of the libraries that have them, in double precision where they allow it.

    python generate.py pytorch      # torch, pytorch-metric-learning 2.8.1
    python generate.py tensorflow   # tensorflow 2.15, tensorflow-addons 0.23

Each writes <name>/cases.json beside this file.
"""
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []


def entry(value, name=None):
    a = np.asarray(value)
    kind = "int64" if a.dtype.kind in "iu" else "float64"
    e = {"dtype": kind, "shape": list(a.shape), "value": a.tolist()}
    return {"name": name, **e} if name else e


def add(case, reference, version, inputs, params, outputs, rtol=1e-9, note=""):
    CASES.append({"id": case, "reference": reference, "version": version, "inputs": {k: entry(v) for k, v in inputs.items()}, "params": params,
                  "outputs": [entry(v, k) for k, v in outputs.items()], "tolerance": {"rtol": rtol, "atol": rtol}, "note": note})


r = np.random.default_rng(440)
EMB = r.standard_normal((12, 5))
LABELS = {
    "four": np.array([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 1, 0]),
    "lone": np.array([0, 0, 1, 1, 2, 2, 3, 3, 0, 1, 2, 4]),
    "two": np.array([7, -2, 7, -2, 7, -2, 7, -2, 7, -2, 7, -2]),
}
ONE = np.zeros(12, int)
WEIGHTS = r.standard_normal((4, 5))
A, B = r.standard_normal((6, 5)), r.standard_normal((6, 5))
SAME = np.array([1, 0, 1, 1, 0, 0])
CTC = r.standard_normal((6, 2, 4)) * 2


def pytorch():
    import pytorch_metric_learning as pml
    import torch
    from pytorch_metric_learning import distances, losses, miners

    torch.set_default_dtype(torch.float64)
    V = "pytorch-metric-learning " + pml.__version__
    T = "torch " + torch.__version__.split("+")[0]

    def run(loss, emb, labels, miner=None):
        e = torch.tensor(emb, requires_grad=True)
        y = torch.tensor(labels)
        args = (miner(e, y),) if miner else ()
        value = loss(e, y, *args)
        value.backward()
        return {"loss": float(value.detach()), "grad_embeddings": e.grad.numpy()}

    for tag, y in LABELS.items():
        ins = {"embeddings": EMB, "labels": y}
        for kw in ({}, dict(margin=0.3), dict(swap=True, margin=0.3), dict(smooth_loss=True)):
            add(f"pml_triplet_{tag}_{len(CASES)}", "pml.TripletMarginLoss", V, ins, kw, run(losses.TripletMarginLoss(**kw), EMB, y))
        add(f"pml_triplet_cosine_{tag}", "pml.TripletMarginLoss", V, ins, dict(margin=0.3, distance="cosine"),
            run(losses.TripletMarginLoss(margin=0.3, distance=distances.CosineSimilarity()), EMB, y))
        add(f"pml_triplet_squared_{tag}", "pml.TripletMarginLoss", V, ins, dict(margin=0.3, distance="squaredL2"),
            run(losses.TripletMarginLoss(margin=0.3, distance=distances.LpDistance(power=2)), EMB, y))
        add(f"pml_triplet_raw_{tag}", "pml.TripletMarginLoss", V, ins, dict(margin=0.3, normalize=False),
            run(losses.TripletMarginLoss(margin=0.3, distance=distances.LpDistance(normalize_embeddings=False)), EMB, y))
        add(f"pml_triplet_hard_{tag}", "pml.TripletMarginLoss", V, ins, dict(margin=0.3, mining="hard"),
            run(losses.TripletMarginLoss(margin=0.3), EMB, y, miners.BatchHardMiner()))
        for kw in ({}, dict(pos_margin=0.2, neg_margin=1.3)):
            add(f"pml_contrastive_{tag}_{len(CASES)}", "pml.ContrastiveLoss", V, ins, kw, run(losses.ContrastiveLoss(**kw), EMB, y))
        for kw in ({}, dict(temperature=0.5)):
            add(f"pml_ntxent_{tag}_{len(CASES)}", "pml.NTXentLoss", V, ins, kw, run(losses.NTXentLoss(**kw), EMB, y))
    for name, kws in (("ArcFaceLoss", ({}, dict(margin=10), dict(scale=8), dict(margin=80, scale=4))), ("CosFaceLoss", ({}, dict(margin=0.1, scale=8)))):
        for kw in kws:
            f = getattr(losses, name)(num_classes=4, embedding_size=5, **kw)
            f.W.data = torch.tensor(WEIGHTS.T.copy())
            y = LABELS["four"]
            out = run(f, EMB, y)
            out["grad_weights"] = f.W.grad.numpy().T
            add(f"pml_{name}_{len(CASES)}", "pml." + name, V, {"embeddings": EMB, "labels": y, "weights": WEIGHTS}, kw, out, note="W is transposed")

    def pairs(kw, f):
        t = [torch.tensor(v, requires_grad=True) for v in (A, B)]
        value = f(*t)
        value.backward()
        add(f"torch_{len(CASES)}", "torch.contrastive", T, {"first": A, "second": B, "same": SAME}, kw,
            {"loss": float(value.detach()), "grad_first": t[0].grad.numpy(), "grad_second": t[1].grad.numpy()}, note="written out, autograd")

    def distance(a, b):
        return (a - b).pow(2).sum(1).sqrt()

    s = torch.tensor(SAME)
    pairs(dict(preset="hadsell2006", negativeMargin=3), lambda a, b: 0.5 * (s * distance(a, b) ** 2 + (1 - s) * (3 - distance(a, b)).clamp(min=0) ** 2).sum())
    pairs(dict(preset="tensorflow-addons", negativeMargin=4), lambda a, b: (s * distance(a, b) ** 2 + (1 - s) * (4 - distance(a, b)).clamp(min=0) ** 2).mean())

    # the paper's loss, and the code that is copied most (its clamp adds (classes - 1) * 1e-12)
    def center(kw, f):
        x, c = torch.tensor(EMB, requires_grad=True), torch.tensor(WEIGHTS, requires_grad=True)
        y = LABELS["four"]
        value = f(x, c, torch.tensor(y))
        value.backward()
        add(f"center_{len(CASES)}", "torch.center", T, {"embeddings": EMB, "labels": y, "centers": WEIGHTS}, kw,
            {"loss": float(value.detach()), "grad_embeddings": x.grad.numpy(), "grad_centers": c.grad.numpy()}, note="written out, autograd")

    def zhou(x, c, y):
        d = x.pow(2).sum(1, keepdim=True) + c.pow(2).sum(1)[None] - 2 * x @ c.T
        return (d * (y[:, None] == torch.arange(4)[None])).clamp(1e-12, 1e12).sum() / len(x)

    center(dict(preset="kaiyangzhou"), zhou)
    center(dict(preset="wen2016"), lambda x, c, y: 0.5 * ((x - c[y]) ** 2).sum())

    def facenet(kw, a=A, p=B, n=EMB[:6]):
        t = [torch.tensor(v, requires_grad=True) for v in (a, p, n)]
        u = [v / v.norm(dim=1, keepdim=True) for v in t]
        value = ((u[0] - u[1]).pow(2).sum(1) - (u[0] - u[2]).pow(2).sum(1) + kw.get("margin", 0.2)).clamp(min=0).sum()
        value.backward()
        add(f"facenet_{len(CASES)}", "torch.facenet", T, {"anchor": a, "positive": p, "negative": n}, kw,
            {"loss": float(value.detach()), "grad_anchor": t[0].grad.numpy(), "grad_positive": t[1].grad.numpy(), "grad_negative": t[2].grad.numpy()},
            note="formula of arXiv:1503.03832, autograd")

    facenet({})
    facenet(dict(margin=1.0))

    # a long sequence, whose probabilities underflow outside log space
    lg = torch.tensor(r.standard_normal((120, 1, 6)) * 12, requires_grad=True)
    tg = [1, 2, 2, 5, 1, 3, 3, 4, 1, 2, 5, 5, 4, 3, 2, 1, 1, 5]
    value = torch.nn.functional.ctc_loss(lg.log_softmax(2), torch.tensor([tg]), torch.tensor([120]), torch.tensor([len(tg)]), reduction="sum")
    value.backward()
    add("torch_ctc_long", "torch.ctc", T, {"logits": lg.detach().numpy(), "targets": np.array([tg])}, {}, {"loss": float(value.detach()), "grad_logits": lg.grad.numpy()})


def tensorflow():
    import tensorflow as tf
    import tensorflow_addons as tfa

    V = "tensorflow-addons %s (tensorflow %s)" % (tfa.__version__, tf.__version__)

    def run(f):
        e = tf.constant(EMB.astype(np.float32))
        with tf.GradientTape() as tape:
            tape.watch(e)
            value = f(e)
        return {"loss": float(value), "grad_embeddings": tape.gradient(value, e).numpy().astype(float)}

    emb = EMB.astype(np.float32).astype(float)
    for tag, y in {**LABELS, "one": ONE}.items():
        for metric in ("L2", "squared-L2", "angular"):
            for margin in (1.0, 0.3):
                for name, kw in (("semihard", {}), ("hard", {}), ("hard", dict(soft=True))):
                    f = getattr(tfa.losses, "triplet_%s_loss" % name)
                    out = run(lambda e: f(tf.constant(y), e, margin=margin, distance_metric=metric, **kw))
                    add(f"tfa_{name}_{tag}_{len(CASES)}", "tfa.triplet_%s_loss" % name, V, {"embeddings": emb, "labels": y},
                        dict(margin=margin, distance_metric=metric, **kw), out, rtol=2e-6, note="float32")
    d = np.array([0.0, 0.3, 0.9, 1.0, 1.4, 2.5])
    for margin in (1.0, 2.0):
        add(f"tfa_contrastive_{len(CASES)}", "tfa.ContrastiveLoss", V, {"distances": d, "same": SAME}, dict(margin=margin),
            {"loss": float(tfa.losses.ContrastiveLoss(margin=margin)(tf.constant(SAME), tf.constant(d)))}, rtol=1e-6)
    z = r.standard_normal((5, 3)) * 3
    t = r.integers(0, 2, (5, 3)).astype(float)
    for kw in ({}, dict(alpha=0.6, gamma=0.5), dict(gamma=0.0)):
        x = tf.constant(z)
        with tf.GradientTape() as tape:
            tape.watch(x)
            value = tfa.losses.sigmoid_focal_crossentropy(tf.constant(t), x, from_logits=True, **kw)
        add(f"tfa_focal_{len(CASES)}", "tfa.sigmoid_focal_crossentropy", V, {"predictions": z, "targets": t}, kw,
            {"losses": value.numpy(), "grad_predictions": tape.gradient(value, x).numpy()}, rtol=1e-6)
    # decoders: blank last, time major; the greedy one returns the negative sum of the logits, not a probability
    logits = tf.nn.log_softmax(tf.constant(CTC.astype(np.float32)))
    lengths = tf.constant([6, 5])
    paths, neg = tf.nn.ctc_greedy_decoder(logits, lengths)
    dense = tf.sparse.to_dense(paths[0], default_value=-1).numpy()
    add("tf_greedy", "tf.ctc_greedy_decoder", V, {"logits": CTC, "lengths": np.array([6, 5])}, {}, {"labels": dense, "log_probability": -neg.numpy()[:, 0].astype(float)}, rtol=1e-5)
    paths, logs = tf.nn.ctc_beam_search_decoder(logits, lengths, beam_width=200, top_paths=3)
    for k in range(3):
        dense = tf.sparse.to_dense(paths[k], default_value=-1).numpy()
        add(f"tf_beam_{k}", "tf.ctc_beam_search_decoder", V, {"logits": CTC, "lengths": np.array([6, 5])}, dict(path=k),
            {"labels": dense, "log_probability": logs.numpy()[:, k].astype(float)}, rtol=1e-5)


if __name__ == "__main__":
    which = sys.argv[1]
    {"pytorch": pytorch, "tensorflow": tensorflow}[which]()
    os.makedirs(os.path.join(HERE, which), exist_ok=True)
    with open(os.path.join(HERE, which, "cases.json"), "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
    print(len(CASES), "cases")
