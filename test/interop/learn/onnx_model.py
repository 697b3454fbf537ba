"""Checks an exported model in full, and answers rows with ONNX Runtime of Python."""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime

folder = pathlib.Path(sys.argv[1])
onnx.checker.check_model(onnx.load(folder / "model.onnx"), full_check=True)
session = onnxruntime.InferenceSession(folder / "model.onnx")
columns = json.loads((folder / "columns.json").read_text())
feeds = {
    name: numpy.array(
        [[numpy.nan if value is None else value] for value in column["values"]],
        dtype=numpy.float32 if column["kind"] == "number" else object,
    )
    for name, column in columns.items()
}
output, *_ = session.run(None, feeds)
answer = {
    "inputs": {each.name: [each.type, each.shape] for each in session.get_inputs()},
    "output": [session.get_outputs()[0].name, session.get_outputs()[0].type],
    "predictions": output[:, 0].astype(float).tolist(),
}
(folder / "answer.json").write_text(json.dumps(answer))
