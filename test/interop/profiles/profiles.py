"""What pandas, SciPy and scikit-learn tell of the table in a folder."""

import itertools
import json
import pathlib
import sys

import numpy
import pandas
from scipy import stats
from sklearn import metrics

folder = pathlib.Path(sys.argv[1])
table = pandas.DataFrame(json.loads((folder / "table.json").read_text()))
is_number = {name: pandas.api.types.is_numeric_dtype(table[name]) for name in table}


def numbers(values):
    values = values.dropna()
    return {
        "min": values.min(),
        "max": values.max(),
        "mean": values.mean(),
        "deviation": values.std(),
        "skew": values.skew(),
        "kurtosis": values.kurt(),
        "percentiles": list(values.quantile(numpy.arange(101) / 100)),
        "zeroCount": int((values == 0).sum()),
    }


def categories(name):
    """Each value of a text or of few numbers; the tenth that other numbers lie in."""
    values = table[name]
    if not is_number[name] or values.nunique() <= 10:
        return values
    edges = numpy.unique(values.dropna().quantile(numpy.arange(1, 10) / 10))
    found = pandas.Series(numpy.searchsorted(edges, values, side="left"), dtype=float)
    return found.where(values.notna())


def cramers_v(counts):
    """Bergsma's correction of Cramér's V."""
    total = counts.sum()
    phi = stats.chi2_contingency(counts, correction=False).statistic / total
    rows, columns = counts.shape
    corrected = max(0, phi - (rows - 1) * (columns - 1) / (total - 1))
    most = min(n - (n - 1) ** 2 / (total - 1) for n in (rows, columns)) - 1
    return numpy.sqrt(corrected / most)


def pair(first, second):
    both = pandas.DataFrame({"a": categories(first), "b": categories(second)}).dropna()
    answer = {
        "first": first,
        "second": second,
        "cramersV": cramers_v(pandas.crosstab(both["a"], both["b"]).to_numpy()),
        "mutualInformation": metrics.mutual_info_score(both["a"], both["b"]),
        "sharedInformation": metrics.normalized_mutual_info_score(both["a"], both["b"]),
    }
    if is_number[first] and is_number[second]:
        for method in ("pearson", "spearman"):
            answer[method] = table[first].corr(table[second], method=method)
    return answer


def missing():
    correlations = table.isna().astype(float).corr()
    return [
        {"first": first, "second": second, "correlation": correlations.loc[first, second]}
        for first, second in itertools.combinations(table, 2)
        if abs(correlations.loc[first, second]) >= 0.3
    ]


answer = {
    "numbers": {name: numbers(table[name]) for name in table if is_number[name]},
    "pairs": [pair(first, second) for first, second in itertools.combinations(table, 2)],
    "missing": missing(),
}
(folder / "answer.json").write_text(json.dumps(answer, default=float))
