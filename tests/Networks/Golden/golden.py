"""Makes the numbers of PyTorchTests.cs: python3 golden.py (PyTorch 1.13, double precision).

Every input is a formula that the tests repeat, so that only sums need to be kept: a tensor g is given as
sum(g[j] * cos(0.37 * j)) over its flat index j.
"""
import math
import sys

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Unit(nn.Module):
    """conv (without bias) + batch norm + activation, plus a shortcut from an earlier unit's output."""

    def __init__(self, cin, cout, k, s, p, act, depthwise=False, source=-1):
        super().__init__()
        self.conv = nn.Conv1d(cin, cout, k, stride=s, padding=p, bias=False, groups=cin if depthwise else 1)
        self.bn = nn.BatchNorm1d(cout)
        self.act = {"none": nn.Identity(), "relu": nn.ReLU(), "relu6": nn.ReLU6()}[act]
        self.source = source

    def forward(self, x, outputs):
        y = self.act(self.bn(self.conv(x)))
        if self.source >= 0:
            r = outputs[self.source]
            if r.shape[2] != y.shape[2]:
                r = F.avg_pool1d(r, 2, ceil_mode=True)
            y = y + F.pad(r, (0, 0, 0, y.shape[1] - r.shape[1]))
        return y


class Net(nn.Module):
    def __init__(self, units, classes):
        super().__init__()
        self.units = nn.ModuleList(units)
        self.dense = nn.Linear(units[-1].bn.num_features, classes)

    def forward(self, x):
        outputs = []
        for unit in self.units:
            x = unit(x, outputs)
            outputs.append(x)
        self.map = x
        return self.dense(x.mean(2))

    def tensors(self):
        """In the order of the project's flat list."""
        for u in self.units:
            yield from (u.conv.weight, u.bn.weight, u.bn.bias, u.bn.running_mean, u.bn.running_var)
        yield from (self.dense.weight, self.dense.bias)


def v1():
    units, cin = [], 1
    for c in (16, 32, 64, 64, 120):
        units += [Unit(cin, c, 3, 2, 0, "relu"), Unit(c, c, 3, 1, 1, "relu", True), Unit(c, c, 1, 1, 0, "relu")]
        cin = c
    return units


def v2():
    units, cin = [Unit(1, 16, 5, 2, 2, "relu6")], 16
    for c, s in ((16, 2), (16, 1), (24, 2), (24, 2), (32, 2), (32, 2), (32, 2)):
        source = len(units) - 1
        units += [
            Unit(cin, 3 * cin, 1, 1, 0, "relu6"),
            Unit(3 * cin, 3 * cin, 5, s, 2, "relu6", True),
            Unit(3 * cin, c, 1, 1, 0, "none", source=source),
        ]
        cin = c
    return units + [Unit(cin, 190, 1, 1, 0, "relu6")]


# Small networks, each with the layer it is named after between a stem and the end.
def conv():
    return [Unit(1, 5, 3, 1, 0, "none"), Unit(5, 7, 3, 2, 0, "relu")]


def padded_conv():
    return [Unit(1, 5, 4, 3, 1, "relu"), Unit(5, 6, 5, 2, 2, "none")]


def depthwise():
    return [Unit(1, 11, 3, 2, 1, "none"), Unit(11, 11, 5, 2, 2, "relu6", True)]


def pointwise():
    return [Unit(1, 6, 5, 2, 2, "relu6"), Unit(6, 13, 1, 1, 0, "relu")]


def identity():
    return [Unit(1, 6, 5, 2, 2, "relu6"), Unit(6, 10, 1, 1, 0, "relu6"), Unit(10, 6, 1, 1, 0, "none", source=0)]


def pooled():
    return [Unit(1, 6, 5, 2, 2, "relu6"), Unit(6, 9, 5, 2, 2, "none", source=0), Unit(9, 9, 1, 1, 0, "relu")]


def fill(net):
    i = 0
    for t, kind in zip(net.tensors(), ["w", "g", "b", "m", "v"] * len(net.units) + ["w", "b"]):
        n = t.numel()
        j = torch.arange(i, i + n, dtype=torch.float64)
        fan = t[0].numel() if t.dim() > 1 else 1
        value = {
            "w": (2 * ((31 * j * j + 7919 * j + 13) % 10007) / 10007 - 1) * 1.7 / math.sqrt(fan),
            "g": 1 + 0.2 * torch.sin(j),
            "b": 0.1 * torch.cos(j),
            "m": 0.1 * torch.sin(j),
            "v": 1 + 0.5 * torch.cos(j),
        }[kind]
        t.data.copy_(value.reshape(t.shape))
        i += n
    return i


def beats(count, length):
    b = torch.arange(count, dtype=torch.float64)[:, None]
    t = torch.arange(length, dtype=torch.float64)[None]
    return (torch.sin(0.05 * t * (1 + 0.3 * b)) + 0.5 * torch.cos(0.11 * t + b)).unsqueeze(1)


def checksum(t):
    t = t.detach().reshape(-1)
    return float((t * torch.cos(0.37 * torch.arange(t.numel(), dtype=torch.float64))).sum())


def show(*values):
    return ", ".join(f"{v:.9g}" for v in values)


def gradients(make, count, length, classes, smoothing):
    net = Net(make(), classes)
    fill(net)
    x, labels = beats(count, length), torch.arange(count) % classes
    net.eval()
    print("  scores  ", show(*F.softmax(net(x[:1]), 1)[0].tolist()))
    net.train()
    loss = F.cross_entropy(net(x), labels, label_smoothing=smoothing)
    loss.backward()
    print("  loss    ", show(loss.item()))
    print("  gradient", show(*(checksum(t.grad) for t in net.tensors() if t.requires_grad)))
    print("  running ", show(*(checksum(t) for t in net.tensors() if not t.requires_grad)))


def training(make, steps):
    net = Net(make(), 5)
    fill(net)
    weights = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": weights, "weight_decay": 1e-3}, {"params": others, "weight_decay": 0.0}], lr=5e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps, cycle_momentum=False)
    x, labels = beats(10, 360), torch.arange(10) % 5
    net.train()
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), labels, label_smoothing=0.02)
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    print("  losses  ", show(*losses))


def one_cycle(steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    print("  rates   ", show(*rates))


def adamw():
    j = torch.arange(20, dtype=torch.float64)
    p = torch.sin(j).requires_grad_()
    optimizer = torch.optim.AdamW([p], lr=0.01, weight_decay=0.1)
    for step in range(1, 5):
        p.grad = torch.cos(j * step)
        optimizer.step()
    print("  adamw   ", show(*p.tolist()))


if __name__ == "__main__":
    print(sys.version.split()[0], torch.__version__)
    for make in (conv, padded_conv, depthwise, pointwise, identity, pooled):
        print(make.__name__)
        gradients(make, 5, 31, 3, 0.1)
    for make in (v1, v2):
        print(make.__name__)
        gradients(make, 8, 360, 5, 0.02)
        training(make, 12)
    one_cycle(10)
    adamw()
