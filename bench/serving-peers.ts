import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { featureCount } from './served-project.ts'

/** A server of the same model, made by others. */
export interface ServingPeer {
  readonly name: string
  readonly args: (python: string, port: number) => readonly string[]
  readonly cwd: string
  /** Where it is asked whether it is there. */
  readonly ready: string
  readonly path: string
  readonly body: (rows: readonly Readonly<Record<string, number>>[]) => unknown
}

const names = Array.from({ length: featureCount }, (_, at) => `f${at}`)

const matrix = (rows: readonly Readonly<Record<string, number>>[]) =>
  rows.map((row) => names.map((name) => row[name]))

/** `exported` is a version as `swell models export` writes it. */
export function servingPeers(folder: string, exported: string): readonly ServingPeer[] {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'fast.py'), fastApi(join(exported, 'model.onnx')))
  writeFileSync(join(folder, 'service.py'), bento(join(exported, 'model.onnx')))
  const bin = (python: string, name: string) => python.replace(/[^/]*$/, name)
  const address = (port: number) => ['--host', '127.0.0.1', '--port', String(port)]
  return [
    {
      name: 'FastAPI, uvicorn, onnxruntime',
      args: (python, port) => [
        bin(python, 'uvicorn'),
        'fast:app',
        ...address(port),
        '--log-level',
        'error',
      ],
      cwd: folder,
      ready: '/ready',
      path: '/predict',
      body: (rows) => ({ rows: matrix(rows) }),
    },
    {
      name: 'mlflow models serve',
      args: (python, port) => [
        bin(python, 'mlflow'),
        'models',
        'serve',
        '-m',
        exported,
        '--env-manager',
        'local',
        ...address(port),
      ],
      cwd: folder,
      ready: '/ping',
      path: '/invocations',
      body: (rows) => ({ dataframe_split: { columns: names, data: matrix(rows) } }),
    },
    {
      name: 'BentoML',
      args: (python, port) => [bin(python, 'bentoml'), 'serve', 'service:Score', ...address(port)],
      cwd: folder,
      ready: '/readyz',
      path: '/predict',
      body: (rows) => ({ rows: matrix(rows) }),
    },
  ]
}

/** The graph takes each column by its name, as one of its inputs. */
const session = (model: string) => `import numpy as np
import onnxruntime as ort

options = ort.SessionOptions()
options.intra_op_num_threads = 1
session = ort.InferenceSession(${JSON.stringify(model)}, options)
names = [one.name for one in session.get_inputs()]
output = session.get_outputs()[0].name

def score(rows):
    columns = np.asarray(rows, dtype=np.float32).T
    return session.run([output], {name: columns[at].reshape(-1, 1) for at, name in enumerate(names)})[0].ravel().tolist()
`

const fastApi = (model: string) => `${session(model)}
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()

class Rows(BaseModel):
    rows: list[list[float]]

@app.get("/ready")
def ready():
    return {}

@app.post("/predict")
async def predict(asked: Rows):
    return {"predictions": score(asked.rows)}
`

const bento = (model: string) => `${session(model)}
import bentoml

@bentoml.service
class Score:
    @bentoml.api
    def predict(self, rows: list[list[float]]) -> dict:
        return {"predictions": score(rows)}
`
