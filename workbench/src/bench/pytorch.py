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
import sys
import time

WORKBENCH = pathlib.Path(__file__).resolve().parents[2] / "bin" / "workbench"
BATCH = 80
GROUP = 6
ATTENTIONS = "linear", "softmax"


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
    for attention in ATTENTIONS:
        command += ["--rows", attention, "--rows", f"{attention}, each of {GROUP}"]
    try:
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE)
    except OSError as e:
        sys.exit(f"pytorch.py: {WORKBENCH} must be a program that can be run, got {e.strerror}")
    if done.returncode != 0:                                        # it has said why on standard error, which is ours too
        sys.exit(f"pytorch.py: stopped, as {' '.join(str(word) for word in command[1:])} ended with exit code {done.returncode}")
    times = {}
    for row in json.loads(done.stdout)["rows"]:
        if row["precision"] == "float32" and row["kernel"] != "scalar":
            times.setdefault((row["what"], row["threads"]), row["milliseconds"])
    return times


def positive(text):
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"must be a whole number >= 1, got '{text}'")
    return int(text)


def shape(text):
    try:
        n, L = map(positive, text.split("x"))
    except (ValueError, argparse.ArgumentTypeError):
        raise argparse.ArgumentTypeError(f"must be n x L, two whole numbers >= 1 such as 16x500, got '{text}'") from None
    return n, L


def options():
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Times the same trainings in PyTorch and in the workbench, on this machine, and prints their ratios.\n"
        "Takes some minutes; fewer shapes and threads take less.",
        epilog="example:\n  workbench/src/bench/pytorch.py --shapes 16x500 --threads 1",
    )
    parser.add_argument("--shapes", nargs="+", type=shape, default=[(16, 500), (64, 2000), (128, 2000)], metavar="nxL",
                        help="coordinates and number of the tokens of a prompt; by default 16x500 64x2000 128x2000")
    parser.add_argument("--prompts", type=positive, default=800, metavar="N", help="prompts of an epoch; by default 800")
    parser.add_argument("--threads", nargs="+", type=positive, default=[1, 2], metavar="T",
                        help="numbers of threads, one measurement each; by default 1 2")
    parser.add_argument("--in-order", action="store_true",
                        help="spare PyTorch the gathering of batches; by default it gathers them in a random order")
    return parser.parse_args()


def main(options):
    print(f"PyTorch {torch.__version__}; {options.prompts} prompts an epoch, milliseconds for one layer")
    line = "{:>12}  {:<8} {:>8} {:>6} {:>10} {:>10} {:>7}"
    print(line.format("(n, L)", "layer", "threads", "group", "PyTorch", "workbench", "ratio"))
    for n, L in options.shapes:
        ours = {}
        for threads in sorted(options.threads, reverse=True):
            if not any(key[1] == threads for key in ours):          # bench times one thread too, whatever it is given
                ours |= workbench(n, L, options.prompts, threads)
        for attention in ATTENTIONS:
            for threads in options.threads:
                torch.set_num_threads(threads)
                for layers in (1, GROUP):
                    what = attention if layers == 1 else f"{attention}, each of {layers}"
                    theirs = median(training(attention, n, L, options.prompts, layers, options.in_order)) / layers
                    mine = ours[what, threads]
                    cells = f"{theirs:.3f}", f"{mine:.3f}", f"{theirs / mine:.1f}"
                    print(line.format(f"({n}, {L})", attention, threads, layers, *cells), flush=True)


if __name__ == "__main__":
    chosen = options()                                              # before PyTorch, which --help does not need
    try:
        import torch
    except ImportError as e:
        sys.exit(f"pytorch.py: PyTorch must be installed, apt-get install --no-install-recommends python3-torch python3-numpy; got {e}")
    main(chosen)
