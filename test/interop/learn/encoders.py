"""What scikit-learn's transformers make of the cases in a folder."""

import json
import pathlib
import sys
import warnings

import numpy
from sklearn import decomposition, feature_extraction, impute, preprocessing

warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])


def numbers(values):
    return numpy.array([[numpy.nan if v is None else v] for v in values], dtype=float)


def texts(values):
    return numpy.array([[v] for v in values], dtype=object)


def scale(make):
    def run(case):
        fitted = make(case).fit(numbers(case["train"]))
        return fitted.transform(numbers(case["asked"]))

    return run


def target_mean(case):
    y = numpy.array(case["labels"])
    encoder = preprocessing.TargetEncoder(smooth=case["smooth"], target_type="continuous")
    train = texts(case["train"])
    full = encoder.fit(train, y).transform(texts(case["asked"]))
    folds = numpy.array(case["folds"])
    outside = numpy.zeros(len(y))
    for fold in set(case["folds"]):
        own = folds == fold
        encoder.fit(train[~own], y[~own])
        outside[own] = encoder.transform(train[own])[:, 0]
    return numpy.concatenate([full[:, 0], outside])


def words(case):
    encoder = feature_extraction.text.TfidfVectorizer()
    encoder.fit(case["train"])
    return encoder.transform(case["asked"]).toarray()


def hashes(case):
    encoder = feature_extraction.FeatureHasher(case["features"], input_type="string")
    return encoder.transform([[v] for v in case["asked"]]).toarray()


def components(case):
    rows = numpy.array(case["train"]).T
    fitted = decomposition.PCA(case["components"], svd_solver="full").fit(rows)
    return fitted.transform(numpy.array(case["asked"]).T)


ask = {
    "scaled": scale(lambda _: preprocessing.StandardScaler()),
    "rangeScaled": scale(lambda c: preprocessing.MinMaxScaler(tuple(c["range"]))),
    "robustScaled": scale(lambda _: preprocessing.RobustScaler()),
    "imputed": scale(lambda c: impute.SimpleImputer(strategy=c["by"], add_indicator=True)),
    "binned": scale(
        lambda c: preprocessing.KBinsDiscretizer(
            c["bins"], encode="ordinal", strategy=c["by"], quantile_method="linear", subsample=None
        )
    ),
    "logged": lambda c: numpy.log1p(numbers(c["asked"])),
    "ordinal": lambda c: preprocessing.OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=numpy.nan
    )
    .fit(texts(c["train"]))
    .transform(texts(c["asked"])),
    "oneHot": lambda c: preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    .fit(texts(c["train"]))
    .transform(texts(c["asked"])),
    "targetMean": target_mean,
    "tfIdf": words,
    "hashed": hashes,
    "pca": components,
}
answers = {}
for case in json.loads((folder / "cases.json").read_text()):
    found = numpy.asarray(ask[case["ask"]](case), dtype=float).ravel()
    answers[case["name"]] = [None if numpy.isnan(v) else v for v in found.tolist()]
(folder / "answer.json").write_text(json.dumps(answers))
