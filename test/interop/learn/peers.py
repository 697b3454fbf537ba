"""Held-out predictions of scikit-learn's learners, for each case of a list."""

import json
import pathlib
import sys

import numpy
from sklearn import ensemble, impute, linear_model, pipeline, tree

folder = pathlib.Path(sys.argv[1])


def forest(settings):
    kinds = {
        "randomForest": (ensemble.RandomForestRegressor, ensemble.RandomForestClassifier),
        "extraTrees": (ensemble.ExtraTreesRegressor, ensemble.ExtraTreesClassifier),
        "decisionTree": (tree.DecisionTreeRegressor, tree.DecisionTreeClassifier),
    }
    is_classes = settings["task"] == "classification"
    options = {"max_depth": settings.get("maxDepth"), "min_samples_leaf": settings["minLeafRows"]}
    if settings["kind"] != "decisionTree":
        share = settings["columnShare"]
        options |= {
            "n_estimators": settings["trees"],
            "bootstrap": settings["bootstrap"],
            "oob_score": settings["bootstrap"],
            "max_features": share if share == "sqrt" else float(share),
        }
    if is_classes:
        options["class_weight"] = settings.get("classWeights")
    return kinds[settings["kind"]][is_classes](random_state=0, **options)


def linear(settings):
    kind, alpha = settings["kind"], settings.get("alpha")
    exact = {"tol": 1e-12, "max_iter": 100_000}
    if kind == "leastSquares":
        model = linear_model.LinearRegression()
    elif kind == "ridge":
        model = linear_model.Ridge(alpha=alpha)
    elif kind == "lasso":
        model = linear_model.Lasso(alpha=alpha, **exact)
    elif kind == "elasticNet":
        model = linear_model.ElasticNet(alpha=alpha, l1_ratio=settings["l1Share"], **exact)
    elif kind == "logisticRegression":
        model = linear_model.LogisticRegression(C=1 / alpha, solver="newton-cholesky", **exact)
    else:
        model = linear_model.PoissonRegressor(alpha=alpha, solver="newton-cholesky", **exact)
    return pipeline.make_pipeline(impute.SimpleImputer(), model)


makers = {"randomForest": forest, "extraTrees": forest, "decisionTree": forest}


def maker(kind):
    return makers.get(kind, linear)


def table(path, columns):
    """What a learner reads: numbers of 32 bits."""
    return numpy.fromfile(path).reshape(columns, -1).T.astype(numpy.float32).astype(float)


def predict(model, asked):
    if not hasattr(model, "predict_proba"):
        return model.predict(asked)
    shares = model.predict_proba(asked)
    return shares[:, 1] if shares.shape[1] == 2 else shares


def answer(case):
    train = table(folder / f"{case['set']}.train", case["columns"])
    asked = table(folder / f"{case['set']}.asked", case["columns"])
    model = maker(case["learner"]["kind"])(case["learner"])
    model.fit(train, numpy.fromfile(folder / f"{case['target']}.target"))
    last = model[-1] if isinstance(model, pipeline.Pipeline) else model
    weights = getattr(last, "coef_", None)
    return {
        "weights": None if weights is None else [*weights.ravel(), *numpy.ravel(last.intercept_)],
        "predicted": predict(model, asked).tolist(),
        "outOfBag": getattr(model, "oob_score_", None),
    }


cases = json.loads((folder / "cases.json").read_text())
(folder / "answer.json").write_text(json.dumps([answer(case) for case in cases]))
