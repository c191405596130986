"""The PyTorch peer: the same networks, weights and beats as the project's, trained for an epoch at a time.

usage: training.py FOLDER V1|V2 THREADS BATCH CHECKED

FOLDER holds weights, beats and labels as the project wrote them; the first CHECKED beats' probabilities go to
FOLDER/scores. Then each line on standard input is answered with the seconds of one training epoch.
"""
import os
import sys
import time

folder, architecture, threads, batch, checked = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(threads)


class Unit(nn.Sequential):
    def __init__(self, cin, cout, k, stride=1, padding=0, groups=1, act=None):
        layers = [nn.Conv1d(cin, cout, k, stride, padding, groups=groups, bias=False), nn.BatchNorm1d(cout)]
        super().__init__(*layers, *([act()] if act else []))

    def tensors(self):
        conv, norm = self[0], self[1]
        return [conv.weight, norm.weight, norm.bias, norm.running_mean, norm.running_var]


class V1Block(nn.Sequential):
    def __init__(self, cin, cout):
        super().__init__(
            Unit(cin, cout, 3, stride=2, act=nn.ReLU),
            Unit(cout, cout, 3, padding=1, groups=cout, act=nn.ReLU),
            Unit(cout, cout, 1, act=nn.ReLU),
        )


class Bottleneck(nn.Module):
    def __init__(self, cin, t, cout, stride):
        super().__init__()
        self.stride, self.lacking = stride, cout - cin
        self.body = nn.Sequential(
            Unit(cin, t * cin, 1, act=nn.ReLU6),
            Unit(t * cin, t * cin, 5, stride, 2, groups=t * cin, act=nn.ReLU6),
            Unit(t * cin, cout, 1),
        )

    def forward(self, x):
        y = self.body(x)
        if self.stride > 1:
            x = F.avg_pool1d(x, 2, ceil_mode=True)
        if self.lacking:
            x = F.pad(x, (0, 0, 0, self.lacking))
        return y + x


class Net(nn.Module):
    def __init__(self, architecture, classes):
        super().__init__()
        if architecture == "V1":
            blocks, cin = [], 1
            for c in (16, 32, 64, 64, 120):
                blocks.append(V1Block(cin, c))
                cin = c
        else:
            blocks, cin = [Unit(1, 16, 5, 2, 2, act=nn.ReLU6)], 16
            for c, s in ((16, 2), (16, 1), (24, 2), (24, 2), (32, 2), (32, 2), (32, 2)):
                blocks.append(Bottleneck(cin, 3, c, s))
                cin = c
            blocks.append(Unit(cin, 190, 1, act=nn.ReLU6))
            cin = 190
        self.features = nn.Sequential(*blocks)
        self.dense = nn.Linear(cin, classes)

    def forward(self, x):
        return self.dense(self.features(x).mean(2))

    def load(self, numbers):
        units = [m for m in self.modules() if isinstance(m, Unit)]
        at = 0
        for tensor in [t for u in units for t in u.tensors()] + [self.dense.weight, self.dense.bias]:
            tensor.data.copy_(torch.from_numpy(numbers[at : at + tensor.numel()]).reshape(tensor.shape))
            at += tensor.numel()
        if at != numbers.size:
            raise SystemExit(f"{numbers.size} numbers given, {at} needed")


def epoch(net, optimizer, schedule, beats, labels):
    net.train()
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), batch):
        index = order[start : start + batch]
        optimizer.zero_grad()
        F.cross_entropy(net(beats[index]), labels[index], label_smoothing=0.02).backward()
        optimizer.step()
        schedule.step()


def main():
    labels = torch.from_numpy(np.fromfile(os.path.join(folder, "labels"), dtype="<i4").astype(np.int64))
    beats = torch.from_numpy(np.fromfile(os.path.join(folder, "beats"), dtype="<f4").reshape(len(labels), 1, -1))
    net = Net(architecture, int(labels.max()) + 1)
    net.load(np.fromfile(os.path.join(folder, "weights"), dtype="<f4"))
    net.eval()
    with torch.no_grad():
        F.softmax(net(beats[:checked]), 1).numpy().astype("<f4").tofile(os.path.join(folder, "scores"))
    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3, weight_decay=1e-3)
    steps = 1000 * (len(labels) // batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps)
    epoch(net, optimizer, schedule, beats[: 20 * batch], labels[: 20 * batch])
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        epoch(net, optimizer, schedule, beats, labels)
        print(f"{time.perf_counter() - started:.6f}", flush=True)


main()
