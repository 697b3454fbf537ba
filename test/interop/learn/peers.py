"""Held-out predictions of scikit-learn's learners, for each case of a list."""

import json
import pathlib
import sys

import numpy
import xgboost
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
    elif kind in ("logisticRegression", "multinomialRegression"):
        model = linear_model.LogisticRegression(C=1 / alpha, solver="newton-cholesky", **exact)
    else:
        model = linear_model.PoissonRegressor(alpha=alpha, solver="newton-cholesky", **exact)
    return pipeline.make_pipeline(impute.SimpleImputer(), model)


def boosted(settings):
    loss = settings["loss"]
    if loss == "tweedie":
        return xgboost.XGBRegressor(
            objective="reg:tweedie",
            tweedie_variance_power=settings["tweediePower"],
            n_estimators=settings["trees"],
            learning_rate=settings["learningRate"],
            max_leaves=settings["maxLeaves"],
            max_depth=0,
            grow_policy="lossguide",
            reg_lambda=settings["l2"],
            n_jobs=1,
        )
    if loss == "huber":
        # Its width is a share of the errors there; all but the depth of trees is alike.
        return pipeline.make_pipeline(
            impute.SimpleImputer(),
            ensemble.GradientBoostingRegressor(
                loss="huber",
                n_estimators=settings["trees"],
                learning_rate=settings["learningRate"],
                max_depth=None,
                max_leaf_nodes=settings["maxLeaves"],
                min_samples_leaf=settings["minLeafRows"],
                random_state=0,
            ),
        )
    names = {"squared": "squared_error", "absolute": "absolute_error"}
    is_classes = loss in ("logistic", "classes")
    kind = ensemble.HistGradientBoostingClassifier if is_classes else None
    options = {} if is_classes else {"loss": names.get(loss, loss)}
    if loss == "quantile":
        options["quantile"] = settings["quantile"]
    if is_classes:
        options["class_weight"] = settings.get("classWeights")
    monotone = settings.get("monotone", {})
    if monotone:
        options["monotonic_cst"] = [
            monotone.get(f"x{column}", 0) for column in range(settings["columns"])
        ]
    if "interactions" in settings:
        options["interaction_cst"] = [
            {int(name[1:]) for name in group} for group in settings["interactions"]
        ]
    return (kind or ensemble.HistGradientBoostingRegressor)(
        learning_rate=settings["learningRate"],
        max_iter=settings["trees"],
        max_leaf_nodes=settings["maxLeaves"],
        min_samples_leaf=settings["minLeafRows"],
        l2_regularization=settings["l2"],
        max_bins=settings["maxBins"],
        early_stopping=False,
        random_state=0,
        **options,
    )


makers = {
    "boostedTrees": boosted,
    "randomForest": forest,
    "extraTrees": forest,
    "decisionTree": forest,
}


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
    model = maker(case["learner"]["kind"])({**case["learner"], "columns": case["columns"]})
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
