"""How far made values are from the distributions that they are to be of, by SciPy."""

import json
import pathlib
import sys

import numpy
from scipy import stats

folder = pathlib.Path(sys.argv[1])


def made(name):
    return numpy.fromfile(folder / name)


wanted = {
    "uniform": stats.uniform(loc=2, scale=3),
    "normal": stats.norm(loc=5, scale=2),
    "logNormal": stats.lognorm(s=0.5, scale=numpy.exp(1)),
    "exponential": stats.expon(scale=4),
}
answer = {name: stats.kstest(made(name), of.cdf).pvalue for name, of in wanted.items()}
turns = numpy.deg2rad((made("vonMises") - 30 + 180) % 360 - 180)
answer["vonMises"] = stats.kstest(turns, stats.vonmises(kappa=4).cdf).pvalue
counts = numpy.bincount(made("poisson").astype(int), minlength=16)
expected = stats.poisson(6).pmf(numpy.arange(len(counts))) * counts.sum()
head = numpy.append(counts[:14], counts[14:].sum())
tail = numpy.append(expected[:14], counts.sum() - expected[:14].sum())
answer["poisson"] = stats.chisquare(head, tail).pvalue
(folder / "answer.json").write_text(json.dumps(answer))
