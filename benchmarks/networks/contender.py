"""PyTorch and numpy: python contender.py <who> <sizes as JSON> <file of the numbers> <file of the output>. One thread. Prints JSON."""

import json
import sys
import time

import numpy as np

who, sizes, source, target = sys.argv[1:5]
sizes = json.loads(sizes)


def measure(run):
    end = time.perf_counter() + 0.7
    while time.perf_counter() < end:
        last = run()
    times = []
    end = time.perf_counter() + 1.5
    while time.perf_counter() < end or len(times) < 7:
        start = time.perf_counter()
        last = run()
        times.append(time.perf_counter() - start)
    return 1000 * sorted(times)[len(times) // 2], len(times), last


def read():
    units, directions = sizes["units"], sizes["directions"]
    batch, frames, inputs = sizes["batch"], sizes["frames"], sizes["inputs"]
    data = np.fromfile(source, np.float32)
    at = 0

    def take(*shape):
        nonlocal at
        n = int(np.prod(shape))
        at += n
        return data[at - n : at].reshape(shape)

    x = take(batch, frames, inputs)
    return x, [(take(inputs, 4 * units), take(units, 4 * units), take(4 * units)) for _ in range(directions)]


def numpy_lstm(x, layers):
    units = sizes["units"]

    def one(x, kernel, recurrent, bias):
        z = x @ kernel + bias
        h = np.zeros((x.shape[0], units), np.float32)
        c = np.zeros_like(h)
        out = np.empty((*x.shape[:2], units), np.float32)
        for t in range(x.shape[1]):
            g = z[:, t] + h @ recurrent
            i, f, o = (1 / (1 + np.exp(-g[:, k * units : (k + 1) * units])) for k in (0, 1, 3))
            c = f * c + i * np.tanh(g[:, 2 * units : 3 * units])
            h = o * np.tanh(c)
            out[:, t] = h
        return out

    def run():
        ys = [one(x, *layers[0])]
        if len(layers) == 2:
            ys.append(one(x[:, ::-1], *layers[1])[:, ::-1])
        return np.concatenate(ys, -1)

    return run


version = {"numpy": np.__version__}
if who == "numpy":
    ms, samples, y = measure(numpy_lstm(*read()))
else:
    import torch

    version["torch"] = torch.__version__
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    if sizes == "train":
        torch.manual_seed(1)
        nn, layers, channels = torch.nn, [], 1
        for filters in (8, 16, 32, 64):
            layers += [nn.Conv1d(channels, filters, 11), nn.ReLU(), nn.MaxPool1d(4), nn.Dropout(0.25)]
            channels = filters
        layers += [nn.Flatten(), nn.Linear(1728, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10)]
        net = nn.Sequential(*layers)
        assert sum(p.numel() for p in net.parameters()) == 506586
        x = torch.rand(32, 1, 8000) * 2 - 1
        labels = torch.arange(32) % 10
        optimizer, loss = torch.optim.Adam(net.parameters()), nn.CrossEntropyLoss()

        def run():
            optimizer.zero_grad()
            loss(net(x), labels).backward()
            optimizer.step()

        ms, samples, y = measure(run)
    else:
        x, layers = read()
        net = torch.nn.LSTM(sizes["inputs"], sizes["units"], batch_first=True, bidirectional=sizes["directions"] == 2)
        with torch.no_grad():
            for (kernel, recurrent, bias), end in zip(layers, ("", "_reverse")):
                getattr(net, f"weight_ih_l0{end}").copy_(torch.from_numpy(kernel.T.copy()))
                getattr(net, f"weight_hh_l0{end}").copy_(torch.from_numpy(recurrent.T.copy()))
                getattr(net, f"bias_ih_l0{end}").copy_(torch.from_numpy(bias.copy()))
                getattr(net, f"bias_hh_l0{end}").zero_()
            x = torch.from_numpy(x.copy())
            with torch.inference_mode():
                ms, samples, y = measure(lambda: net(x)[0].numpy())
if y is not None:
    np.ascontiguousarray(y, np.float32).tofile(target)
print(json.dumps({"ms": ms, "samples": samples, "versions": version}))
