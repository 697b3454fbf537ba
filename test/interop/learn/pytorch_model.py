"""Writes test/golden/pytorch.json and test/golden/pytorch.onnx: a net that PyTorch has learned and exported, what it says
of rows, and what shap says of each of them.

Needs torch 2.9.1 (CPU), onnx, onnxscript and shap: python test/interop/learn/pytorch_model.py test/golden
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import shap
import torch

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(1)
chance = np.random.default_rng(1)
names = ["height", "period", "wind", "tide"]
rows = chance.normal(size=(600, len(names))).astype(np.float32)
height, period, wind, tide = rows.T
waves = 2 * height + height * period - np.maximum(wind, 0) + 0.5 * np.sin(2 * tide)
net = torch.nn.Sequential(
    torch.nn.Linear(len(names), 24),
    torch.nn.LayerNorm(24),
    torch.nn.GELU(),
    torch.nn.Linear(24, 12),
    torch.nn.ReLU(),
    torch.nn.Linear(12, 1),
)
steps = torch.optim.Adam(net.parameters(), 0.01)
given, wanted = torch.from_numpy(rows), torch.from_numpy(waves.astype(np.float32)).reshape(-1, 1)
for _ in range(300):
    steps.zero_grad()
    torch.nn.functional.mse_loss(net(given), wanted).backward()
    steps.step()
net.eval()

batch = torch.export.Dim("batch", min=1, max=100_000)
program = torch.onnx.export(
    net,
    (given[:2],),
    dynamo=True,
    input_names=["features"],
    output_names=["waves"],
    dynamic_shapes=({0: batch},),
    external_data=False,
)
program.save(folder / "pytorch.onnx", external_data=False)
onnx.checker.check_model(onnx.load(folder / "pytorch.onnx"), full_check=True)


def predict(values):
    with torch.no_grad():
        return net(torch.from_numpy(np.asarray(values, dtype=np.float32))).numpy().ravel().astype(float)


asked = chance.normal(size=(20, len(names))).astype(np.float32)
background = rows[:: 600 // 16][:16]
explainer = shap.KernelExplainer(predict, background)
# As many coalitions as there are: exact values.
values = explainer.shap_values(asked, nsamples=2 ** len(names) + 100, l1_reg=0)
golden = {
    "origin": f"PyTorch {torch.__version__}, shap {shap.__version__}, by test/interop/learn/pytorch_model.py",
    "names": names,
    "asked": asked.tolist(),
    "said": predict(asked).tolist(),
    "background": background.tolist(),
    "base": float(explainer.expected_value),
    "shap": np.asarray(values).tolist(),
}
(folder / "pytorch.json").write_text(json.dumps(golden))
