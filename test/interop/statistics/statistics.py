"""What SciPy (and NumPy's histograms) answer to the cases in a folder."""

import json
import pathlib
import sys

import numpy
from scipy import special, stats
from scipy.spatial import distance


def shares_of_numbers(reference, current):
    """Evidently's `get_binned_data`: Sturges's bins, or one for each of few values."""
    if len(numpy.unique(reference)) > 20:
        edges = numpy.histogram_bin_edges(numpy.concatenate([reference, current]), "sturges")
        return (
            numpy.histogram(reference, edges)[0] / len(reference),
            numpy.histogram(current, edges)[0] / len(current),
        )
    return shares_of_values(reference, current)


def shares_of_values(reference, current):
    keys = sorted(set(reference) | set(current))
    return (
        numpy.array([list(reference).count(key) / len(reference) for key in keys]),
        numpy.array([list(current).count(key) / len(current) for key in keys]),
    )


def filled(shares):
    smallest = min(share for share in shares if share > 0)
    return numpy.where(shares == 0, smallest / 1e6 if smallest <= 0.0001 else 0.0001, shares)


def divergences(reference, current):
    r, c = filled(reference), filled(current)
    return {
        "kullbackLeibler": stats.entropy(r, c),
        "populationStability": numpy.sum((r - c) * numpy.log(r / c)),
        "jensenShannon": distance.jensenshannon(reference, current),
    }


def ks(reference, current):
    found = stats.ks_2samp(reference, current)
    return {"statistic": found.statistic, "pValue": found.pvalue}


def distances(reference, current):
    reference, current = numpy.array(reference), numpy.array(current)
    apart = stats.wasserstein_distance(reference, current)
    answer = {
        "wasserstein": apart,
        "wassersteinNormed": apart / max(numpy.std(reference), 0.001),
        **divergences(*shares_of_numbers(reference, current)),
    }
    if len(reference) > 1:
        shift = numpy.mean(current) - numpy.mean(reference)
        answer["meanShift"] = shift / numpy.std(reference, ddof=1)
    return answer


def contingency(reference, current):
    found = stats.chi2_contingency([reference, current], correction=False)
    return {"statistic": found.statistic, "degrees": found.dof, "pValue": found.pvalue}


def fit(observed, expected):
    found = stats.chisquare(observed, expected)
    return {"statistic": found.statistic, "pValue": found.pvalue}


def corrections(pValues):
    p = numpy.array(pValues)
    return {
        "sidak": -numpy.expm1(len(p) * numpy.log1p(-p)),
        "benjaminiHochberg": stats.false_discovery_control(p, method="bh"),
    }


def on_grid(function):
    return lambda grid: {"values": [function(*point) for point in grid]}


asks = {
    "ks": ks,
    "distances": distances,
    "categories": lambda reference, current: divergences(*shares_of_values(reference, current)),
    "contingency": contingency,
    "fit": fit,
    "corrections": corrections,
    "gammaTail": on_grid(special.gammaincc),
    "logGamma": on_grid(special.gammaln),
    "normalCdf": on_grid(special.ndtr),
    "kolmogorovTail": on_grid(lambda n, x: stats.kstwo.sf(x, n)),
    "kolmogorovLimitTail": on_grid(stats.kstwobign.sf),
    "smirnovTail": on_grid(lambda n, x: special.smirnov(int(n), x)),
}


def plain(value):
    return [float(v) for v in value] if numpy.ndim(value) else float(value)


folder = pathlib.Path(sys.argv[1])
cases = json.loads((folder / "cases.json").read_text())
answer = {
    case["name"]: {k: plain(v) for k, v in asks[case["ask"]](**case["input"]).items()}
    for case in cases
}
(folder / "answer.json").write_text(json.dumps(answer))
