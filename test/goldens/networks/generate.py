"""Layers of decoders by Keras, and two networks of deep_audio_features by PyTorch, in double precision.

    KERAS_BACKEND=jax python generate.py keras    # keras 3.15.1
    python generate.py torch                      # torch 2.15

Each writes <name>/cases.json beside this file. Gradients are those of sum(y^2). The networks are written here from the description of their
layers; their weights are random.
"""
import json
import os
import sys

import numpy as np

WHAT = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
CASES = []


def entry(value, name=None):
    a = np.asarray(value, dtype=np.float64)
    e = {"dtype": "float64", "shape": list(a.shape), "value": a.tolist()}
    return {"name": name, **e} if name else e


def add(case, reference, version, inputs, params, outputs, note=""):
    CASES.append({"id": case, "reference": reference, "version": version, "inputs": {k: entry(v) for k, v in inputs.items()}, "params": params,
                  "outputs": [entry(v, k) for k, v in outputs.items()], "tolerance": {"rtol": 1e-10, "atol": 1e-10}, "note": note})


def keras_cases():
    import jax
    jax.config.update("jax_enable_x64", True)
    import keras
    keras.backend.set_floatx("float64")
    r = np.random.default_rng(3)

    def run(case, kind, shape, **config):
        layer = getattr(keras.layers, kind)(**config)
        layer.build((None, *shape[1:]))
        weights = {w.name: np.round(r.standard_normal(w.shape), 2) for w in layer.weights}
        x = np.round(r.standard_normal(shape), 2)
        names = list(weights)

        def loss(x, values):
            y, _ = layer.stateless_call(values, [], x)
            return (y ** 2).sum(), y

        values = [jax.numpy.asarray(weights[n]) for n in names]
        (_, y), (gx, gw) = jax.value_and_grad(loss, argnums=(0, 1), has_aux=True)(jax.numpy.asarray(x), values)
        outputs = {"y": y, "grad_x": gx, **{"grad_" + n: g for n, g in zip(names, gw)}}
        params = {"config": {k: list(v) if isinstance(v, tuple) else v for k, v in config.items()}, "training": False}
        add(case, "keras.layers." + kind, "keras " + keras.__version__, {"x": x, **weights}, params, outputs)

    run("conv1d_transpose_valid", "Conv1DTranspose", (2, 4, 3), filters=2, kernel_size=3, strides=2, activation="elu")  # Keras' own tanh rounds to single precision
    run("conv1d_transpose_gap", "Conv1DTranspose", (1, 3, 2), filters=3, kernel_size=2, strides=4)
    run("conv1d_transpose_same", "Conv1DTranspose", (2, 5, 2), filters=3, kernel_size=4, strides=3, padding="same", activation="gelu")
    run("conv1d_transpose_dilated", "Conv1DTranspose", (1, 4, 2), filters=2, kernel_size=3, dilation_rate=2, padding="same", use_bias=False)
    run("conv2d_transpose_valid", "Conv2DTranspose", (2, 3, 4, 2), filters=3, kernel_size=(3, 2), strides=(2, 1))
    run("conv2d_transpose_same", "Conv2DTranspose", (1, 3, 3, 3), filters=2, kernel_size=5, strides=2, padding="same", activation="sigmoid")
    run("conv2d_transpose_same_gap", "Conv2DTranspose", (1, 3, 2, 2), filters=2, kernel_size=(2, 1), strides=(3, 2), padding="same")
    run("up_sampling1d", "UpSampling1D", (2, 3, 2), size=3)
    keras.utils.set_random_seed(4)
    layers = keras.layers
    net = keras.Sequential([keras.Input((3, 4, 2)), layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu"), layers.UpSampling2D((1, 2)),
                            layers.Conv2D(2, 3), layers.Reshape((4, 28)), layers.Conv1DTranspose(2, 4, strides=2), layers.UpSampling1D(2)])
    net.save(os.path.join(HERE, "keras", "decoder.keras"))
    x = np.round(r.standard_normal((2, 3, 4, 2)), 2)
    add("decoder", "keras.Sequential", "keras " + keras.__version__, {"x": x}, {"file": "decoder.keras"}, {"y": net(x)})
    run("up_sampling2d", "UpSampling2D", (2, 2, 3, 2), size=(3, 2))


def torch_cases():
    import torch
    from torch import nn
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(5)
    version = "torch " + torch.__version__.split("+")[0]

    def state(module):
        """Random weights, not too many digits of them; sane variances."""
        with torch.no_grad():
            for name, value in module.state_dict().items():
                if value.dtype == torch.float64:
                    draw = torch.randn(value.shape) * (0.3 if name.endswith("weight") else 0.2)
                    value.copy_((draw.abs() + 0.5 if name.endswith("running_var") else draw).mul(1000).round().div(1000))
        module.eval()
        return {k: v.numpy().copy() for k, v in module.state_dict().items() if v.dtype == torch.float64}

    def image(*shape):
        return torch.randn(shape).mul(100).round().div(100)

    # a maximum and the way back
    before = image(2, 3, 5, 7).requires_grad_()
    pooled, where = nn.functional.max_pool2d(before, 2, return_indices=True)
    x = image(*pooled.shape).requires_grad_()
    y = nn.functional.max_unpool2d(x, where, 2, output_size=before.shape)
    (y ** 2).sum().backward()
    last = lambda t: t.detach().permute(0, 2, 3, 1).numpy()
    add("max_unpool2d", "torch.nn.functional.max_unpool2d", version, {"x": last(x), "before": last(before)}, {"pool_size": 2},
        {"y": last(y), "grad_x": last(x.grad)}, "channels last")

    class Cnn(nn.Module):
        def __init__(self, height, width, classes, first, units):
            super().__init__()
            channels = [1] + [first * 2 ** i for i in range(4)]
            for i in range(4):
                block = nn.Sequential(nn.Conv2d(channels[i], channels[i + 1], 5, padding=2), nn.BatchNorm2d(channels[i + 1]), nn.LeakyReLU(),
                                      nn.MaxPool2d(2))
                setattr(self, "conv_layer%d" % (i + 1), block)
            sizes = [channels[4] * (height // 16) * (width // 16), *units, classes]
            for i in range(3):
                drop = [nn.Dropout([0.75, 0.5][i])] if i < 2 else []
                setattr(self, "linear_layer%d" % (i + 1), nn.Sequential(*drop, nn.Linear(sizes[i], sizes[i + 1]), nn.LeakyReLU()))

        def forward(self, x):
            for i in range(4):
                x = getattr(self, "conv_layer%d" % (i + 1))(x)
            x = x.flatten(1)
            for i in range(3):
                x = getattr(self, "linear_layer%d" % (i + 1))(x)
            return x

    full = Cnn(201, 128, 16, 32, [1024, 256])
    config = {"height": 40, "width": 34, "first_channels": 1, "classes": 3, "units": [6, 5]}
    net = Cnn(40, 34, 3, 1, [6, 5])
    weights = state(net)
    x = image(2, 1, 40, 34).requires_grad_()
    y = net(x)
    (y ** 2).sum().backward()
    add("deep_audio_features_cnn", "deep_audio_features.CNN1", version, {"x": last(x), **weights},
        {**config, "published": sum(p.numel() for p in full.parameters())}, {"y": y.detach(), "grad_x": last(x.grad)}, "eval mode")

    class AutoEncoder(nn.Module):
        def __init__(self, first, representation):
            super().__init__()
            c = [1, first, 2 * first, 4 * first, representation]
            for i in range(4):
                setattr(self, "conv%d" % (i + 1), nn.Conv2d(c[i], c[i + 1], 3, padding=2))
                setattr(self, "unconv%d" % (i + 1), nn.ConvTranspose2d(c[4 - i], c[3 - i], 3, padding=2))
                if i < 3:
                    setattr(self, "conv%d_bn" % (i + 1), nn.BatchNorm2d(c[i + 1]))
                    setattr(self, "unconv%d_bn" % (i + 1), nn.BatchNorm2d(c[3 - i]))

        def half(self, x, kind, i):
            x = getattr(self, "%s%d" % (kind, i + 1))(x)
            return nn.functional.gelu(getattr(self, "%s%d_bn" % (kind, i + 1))(x)) if i < 3 else x

        def forward(self, x):
            kept = []
            for i in range(4):
                x = self.half(x, "conv", i)
                size = x.shape
                x, where = nn.functional.max_pool2d(x, 2, return_indices=True)
                kept.append((where, size))
            representation = x.flatten(1)
            for i in range(4):
                where, size = kept[3 - i]
                x = self.half(nn.functional.max_unpool2d(x, where, 2, output_size=size), "unconv", i)
            return x, representation

    full = AutoEncoder(32, 10)
    net = AutoEncoder(2, 3)
    weights = state(net)
    for name in list(weights):
        if name.startswith("unconv") and name.endswith(".weight") and "_bn" not in name:
            weights[name] = weights[name].transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]  # stride 1, padding k - 1: a convolution without padding
    x = image(1, 1, 19, 22).requires_grad_()
    y, representation = net(x)
    (y ** 2).sum().backward()
    add("conv_auto_encoder", "deep_audio_features.ConvAutoEncoder", version, {"x": last(x), **weights},
        {"height": 19, "width": 22, "first_channels": 2, "representation_channels": 3, "published": sum(p.numel() for p in full.parameters())},
        {"y": last(y), "representation": representation.detach(), "grad_x": last(x.grad)},
        "eval mode; the weights of the transposed convolutions are turned into those of convolutions")


{"keras": keras_cases, "torch": torch_cases}[WHAT]()
with open(os.path.join(HERE, WHAT, "cases.json"), "w") as f:
    json.dump(CASES, f, separators=(",", ":"))
print(len(CASES), "cases,", os.path.getsize(f.name), "bytes")
