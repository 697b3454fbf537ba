"""Puts nothing in the place of what the peers import and are not asked for: pictures, telling home, other learners."""

import importlib.machinery
import sys
import types

left_out = {
    "altair",
    "category_encoders",
    "flaml",
    "lightgbm",
    "matplotlib",
    "plotly",
    "seaborn",
    "segment",
    "statsmodels",
}


class Nothing(types.ModuleType):
    __path__ = []
    __version__ = "0"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in left_out:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Nothing(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.append(Finder())
