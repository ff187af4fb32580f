#!/usr/bin/env python3
"""Times the same trainings in PyTorch and in the workbench, on this machine, one after the other, and prints their ratios.

    apt-get install --no-install-recommends python3-torch python3-numpy
    workbench/src/bench/pytorch.py                                  # three shapes, two attentions, 1 and 2 threads; some minutes
    workbench/src/bench/pytorch.py --shapes 16x500 --threads 1      # less

An epoch is forward, backward and Adam over all prompts in batches of 80, in float32, without evaluation, as in `workbench bench`.
The PyTorch loops are written as a good user would write them: prompts lie ready in one tensor (n x L each, as the workbench has
them), a batch is gathered into a buffer that is reused, all products are batched, nothing is recorded that needs no gradient.
Linear attention trains on second moments that are computed once, before the clock starts, on both sides. A group of six layers
shares each batch: their six queries are the rows of one matrix, so that PyTorch too reads the prompts once for all of them. On
several threads PyTorch shares out the products of one group; the workbench trains a group on each thread, as in a sweep.
With --in-order the batches are slices of the prompts as they stand, which saves PyTorch the gathering; the workbench always
visits prompts in a new random order.

Times are medians for one layer, after warming up; other work on the machine spoils them, that of PyTorch on several threads most.
"""
import argparse
import json
import pathlib
import subprocess
import time

import torch

WORKBENCH = pathlib.Path(__file__).resolve().parents[2] / "bin" / "workbench"
BATCH = 80
GROUP = 6


def training(attention, n, L, prompts, layers, in_order):
    """Returns a function that trains for one epoch."""
    torch.manual_seed(0)
    X = torch.randn(prompts, n, L)
    queries = torch.randn(prompts, n)
    targets = torch.randn(prompts, n)
    if attention == "linear":
        X = torch.bmm(X, X.transpose(1, 2)) / L                     # second moments, prompts x n x n
    bound = n**-0.5
    W_KQ = torch.empty(layers, n, n).uniform_(-bound, bound).requires_grad_()
    W_PV = torch.empty(layers, n, n).uniform_(-bound, bound).requires_grad_()
    adam = torch.optim.Adam([W_KQ, W_PV], lr=0.01)
    buffer = torch.empty(min(BATCH, prompts), *X.shape[1:])

    def step(x, query, target):
        u = torch.einsum("kij,bj->bki", W_KQ, query)                # batch x layers x n
        if attention == "linear":
            y = torch.bmm(u, x)                                     # x is symmetric
        else:
            weights = torch.softmax(torch.bmm(u, x), 2)             # batch x layers x L
            y = torch.bmm(weights, x.transpose(1, 2))               # batch x layers x n
        estimates = torch.einsum("kij,bkj->bki", W_PV, y)
        # The sum over layers leaves each of them the gradient that it has alone.
        loss = (estimates - target.unsqueeze(1)).square().mean((0, 2)).sum()
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()

    def epoch():
        order = torch.randperm(prompts)
        for start in range(0, prompts, BATCH):
            if in_order:
                taken = slice(start, start + BATCH)
                x = X[taken]
            else:
                taken = order[start : start + BATCH]
                x = torch.index_select(X, 0, taken, out=buffer[: len(taken)])
            step(x, queries[taken], targets[taken])

    return epoch


def median(work, repeats=20, warm_up=1.2, longest=60.0):
    """Milliseconds of one call; of fewer calls where that many would take longer than `longest` seconds, but of three or more."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < warm_up:
        work()
    times = []
    begin = time.perf_counter()
    while len(times) < repeats and (len(times) < 3 or time.perf_counter() - begin < longest):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2


def workbench(n, L, prompts, threads):
    """Milliseconds of an epoch of one layer, by what was trained and on how many threads."""
    command = [WORKBENCH, "bench", "--json", "--threads", threads, "--n", n, "--L", L, "--N", prompts]
    output = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout
    times = {}
    for row in json.loads(output)["rows"]:
        if row["precision"] == "float32" and row["kernel"] != "scalar":
            times.setdefault((row["what"], row["threads"]), row["milliseconds"])
    return times


def shape(text):
    n, L = text.split("x")
    return int(n), int(L)


def main():
    parser = argparse.ArgumentParser(description="Times the same trainings in PyTorch and in the workbench.")
    parser.add_argument("--shapes", nargs="+", type=shape, default=[(16, 500), (64, 2000), (128, 2000)], metavar="nxL")
    parser.add_argument("--prompts", type=int, default=800, help="of an epoch; by default 800")
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--in-order", action="store_true", help="spare PyTorch the gathering of batches")
    options = parser.parse_args()

    print(f"PyTorch {torch.__version__}; {options.prompts} prompts an epoch, milliseconds for one layer")
    line = "{:>12}  {:<8} {:>8} {:>6} {:>10} {:>10} {:>7}"
    print(line.format("(n, L)", "layer", "threads", "group", "PyTorch", "workbench", "ratio"))
    for n, L in options.shapes:
        ours = {}
        for threads in sorted(options.threads, reverse=True):
            if not any(key[1] == threads for key in ours):          # bench times one thread too, whatever it is given
                ours |= workbench(n, L, options.prompts, threads)
        for attention in ("linear", "softmax"):
            for threads in options.threads:
                torch.set_num_threads(threads)
                for layers in (1, GROUP):
                    what = attention if layers == 1 else f"{attention}, each of {layers}"
                    theirs = median(training(attention, n, L, options.prompts, layers, options.in_order)) / layers
                    mine = ours[what, threads]
                    cells = f"{theirs:.3f}", f"{mine:.3f}", f"{theirs / mine:.1f}"
                    print(line.format(f"({n}, {L})", attention, threads, layers, *cells), flush=True)


if __name__ == "__main__":
    main()
