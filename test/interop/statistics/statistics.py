"""What SciPy (and NumPy's histograms) answer to the cases in a folder."""

import json
import pathlib
import sys
import warnings

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


def two_samples(reference, current):
    reference, current = numpy.array(reference), numpy.array(current)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cvm = stats.cramervonmises_2samp(reference, current)
        anderson = stats.anderson_ksamp([reference, current])
        mann = stats.mannwhitneyu(reference, current)
        less = stats.mannwhitneyu(reference, current, alternative="less")
        student = stats.ttest_ind(reference, current)
        epps = stats.epps_singleton_2samp(reference, current)
    return {
        "cramerVonMises": cvm.statistic,
        "cramerVonMisesP": cvm.pvalue,
        "andersonDarling": anderson.statistic,
        "andersonDarlingP": anderson.pvalue,
        "mannWhitney": mann.statistic,
        "mannWhitneyP": mann.pvalue,
        "mannWhitneyLessP": less.pvalue,
        "student": student.statistic,
        "studentP": student.pvalue,
        "eppsSingleton": epps.statistic,
        "eppsSingletonP": epps.pvalue,
        "energy": stats.energy_distance(reference, current),
        "welchOneSided": stats.ttest_ind(reference, current, equal_var=False, alternative="greater").pvalue,
    }


def counts_of_two(reference, current):
    found = stats.chi2_contingency([reference, current], correction=False, lambda_="log-likelihood")
    fit = numpy.array(reference) * (sum(current) / sum(reference))
    r, c = numpy.array(reference) / sum(reference), numpy.array(current) / sum(current)
    answer = {
        "gTest": found.statistic,
        "gTestP": found.pvalue,
        "totalVariation": 0.5 * numpy.abs(r - c).sum(),
        "hellinger": numpy.sqrt(1 - numpy.clip(numpy.sqrt(r * c).sum(), 0, 1)),
    }
    if all(reference):
        answer["gFit"] = stats.power_divergence(current, fit, lambda_="log-likelihood").pvalue
    if len(reference) == 2:
        answer["fisher"] = stats.fisher_exact([reference, current]).pvalue
        n, m = sum(reference), sum(current)
        pooled = (reference[0] + current[0]) / (n + m)
        z = (r[0] - c[0]) / numpy.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        answer["proportions"] = 2 * stats.norm.sf(abs(z))
    return answer


def discrepancy(reference, current):
    """Unbiased MMD² with the kernel of Evidently's `empirical_mmd`."""
    x, y = numpy.array(reference)[:, None], numpy.array(current)[:, None]
    squares = distance.cdist(x, x, "sqeuclidean")
    sigma = numpy.sqrt(0.5 * numpy.percentile(squares, 50, method="nearest"))
    kernel = lambda a, b: numpy.exp(-distance.cdist(a, b, "sqeuclidean") / (2 * sigma**2))
    n, m = len(x), len(y)
    within = (kernel(x, x).sum() - n) / (n * (n - 1)) + (kernel(y, y).sum() - m) / (m * (m - 1))
    return {"statistic": within - 2 * kernel(x, y).mean()}


def twister(seed, count):
    state = numpy.random.RandomState(seed)
    return {"order": state.permutation(count), "next": state.rand(3)}


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
    "two_samples": two_samples,
    "counts_of_two": counts_of_two,
    "discrepancy": discrepancy,
    "twister": twister,
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
