"""Makes GoldenNumbers.cs: python3 golden.py (PyTorch 1.13, double precision).

The networks, their numbers and the beats are the formulas of tests/Networks/Golden/golden.py. Everything is done the plain way: gradients by
autograd, Shapley values as the mean over all permutations, occlusion window by window.
"""
import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Networks" / "Golden"))
import torch
from golden import Net, beats, checksum, fill, show, v1, v2

CLASS = 2
# At each layer a class whose map is not below 0 everywhere.
LAYERS = {"v1": [(0, 3), (7, 1), (13, 1), (14, 1)], "v2": [(0, 1), (7, 2), (13, 0), (22, 3)]}
CUTS = [0, 100, 140, 175, 190, 360]


def gradcam(net, x, layer, k):
    outputs = []
    y = x
    for unit in net.units:
        y = unit(y, outputs)
        outputs.append(y)
    logit = net.dense(y.mean(2))[0, k]
    (g,) = torch.autograd.grad(logit, outputs[layer])
    signed = (g.mean(2, keepdim=True) * outputs[layer]).sum(1)[0]
    return show(checksum(signed), checksum(torch.relu(signed)))


def output(net, x, probability):
    y = net(x)
    return torch.softmax(y, 1)[:, CLASS] if probability else y[:, CLASS]


def integrated(net, x, base, steps, probability):
    total = torch.zeros_like(x)
    for k in range(steps):
        p = (base + (k + 0.5) / steps * (x - base)).requires_grad_()
        (g,) = torch.autograd.grad(output(net, p, probability).sum(), p)
        total += g
    phi = total / steps * (x - base)
    return show(checksum(phi), float(phi.sum() - (output(net, x, probability) - output(net, base, probability)).sum()))


def shapley(net, x, base, probability):
    n = len(CUTS) - 1
    phi = [0.0] * n
    orders = list(itertools.permutations(range(n)))
    for order in orders:
        mixed = base.clone()
        before = output(net, mixed, probability).item()
        for i in order:
            mixed[..., CUTS[i]:CUTS[i + 1]] = x[..., CUTS[i]:CUTS[i + 1]]
            after = output(net, mixed, probability).item()
            phi[i] += (after - before) / len(orders)
            before = after
    return show(*phi)


def occlusion(net, x, base, window, step):
    sums, counts = torch.zeros(360), torch.zeros(360)
    for start in list(range(0, 360 - window, step)) + [360 - window]:
        mixed = x.clone()
        mixed[..., start:start + window] = base[..., start:start + window]
        sums[start:start + window] += (output(net, x, False) - output(net, mixed, False)).item() / window
        counts[start:start + window] += 1
    return show(checksum(sums / counts))


for make in (v1, v2):
    net = Net(make(), 5)
    fill(net)
    net.eval()
    both = beats(2, 360)
    x, base = both[1:], both[:1]
    print(make.__name__)
    for layer, k in LAYERS[make.__name__]:
        print("  gradcam layer", layer, "class", k, gradcam(net, x, layer, k))
    with torch.no_grad():
        print("  shapley logit      ", shapley(net, x, base, False))
        print("  shapley probability", shapley(net, x, base, True))
        print("  occlusion", occlusion(net, x, base, 25, 10))
    print("  integrated logit      ", integrated(net, x, base, 50, False))
    print("  integrated probability", integrated(net, x, base, 50, True))
