"""Writes test/golden/optuna-best.json: the best value of 60 trials of Optuna's TPESampler, for 30 seeds.

Needs optuna 4.5.0: python test/interop/learn/optuna_best.py test/golden/optuna-best.json
"""

import json
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def sphere(trial):
    return sum(trial.suggest_float(name, -5, 5) ** 2 for name in ["a", "b", "c", "d", "e"])


def branin(trial):
    x = trial.suggest_float("x", -5, 10)
    y = trial.suggest_float("y", 0, 15)
    bent = y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6
    return bent**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def rosenbrock(trial):
    x = trial.suggest_float("x", -2, 2)
    y = trial.suggest_float("y", -2, 2)
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def mixed(trial):
    rate = trial.suggest_float("rate", 1e-4, 1, log=True)
    leaves = trial.suggest_int("leaves", 2, 256, log=True)
    depth = trial.suggest_int("depth", 1, 20)
    growth = trial.suggest_categorical("growth", ["leafWise", "depthWise", "both"])
    return (
        math.log10(rate / 0.03) ** 2
        + math.log2(leaves / 31) ** 2 / 4
        + ((depth - 7) / 5) ** 2
        + {"leafWise": 0, "depthWise": 0.5, "both": 1}[growth]
    )


def best(objective, sampler):
    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=60)
    return study.best_value


answer = {
    "optuna": optuna.__version__,
    "trials": 60,
    "best": {
        objective.__name__: {
            "tpe": [best(objective, optuna.samplers.TPESampler(seed=seed)) for seed in range(30)],
            "random": [best(objective, optuna.samplers.RandomSampler(seed=seed)) for seed in range(30)],
        }
        for objective in [sphere, branin, rosenbrock, mixed]
    },
}
with open(sys.argv[1], "w") as file:
    json.dump(answer, file)
