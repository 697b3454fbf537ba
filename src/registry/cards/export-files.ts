import type { ModelVersion, SignatureColumn } from '../model-version.ts'

/** The texts of an exported version that make it run without us. */
export function writeExportFiles(version: ModelVersion): Readonly<Record<string, string>> {
  return {
    'predict.ts': writeTypeScript(version),
    'predict.py': writePython(version),
    'package.json': `${JSON.stringify({ type: 'module', dependencies: { 'onnxruntime-node': '^1.22.0' } }, undefined, 2)}\n`,
    'requirements.txt': 'numpy\nonnxruntime\n',
  }
}

function isText({ type }: SignatureColumn): boolean {
  return type === 'text'
}

function writeTypeScript({ model, version, signature }: ModelVersion): string {
  const { inputs, output } = signature
  return `// ${model}, version ${version}: npm install && node predict.ts
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'

type Row = Readonly<Record<string, number | string | null>>

const here = new URL('.', import.meta.url)
const inputs = ${JSON.stringify(inputs.map((input) => ({ name: input.name, isText: isText(input) })))}
const session = await InferenceSession.create(readFileSync(new URL('model.onnx', here)))

/** One prediction of "${output.name}" for each row; what is missing in a row is null. */
export async function predict(rows: readonly Row[]): Promise<number[]> {
  const feeds = inputs
    .filter(({ name }) => session.inputNames.includes(name))
    .map(({ name, isText }) => {
      const values = rows.map((row) => row[name] ?? (isText ? '' : NaN))
      const tensor = isText
        ? new Tensor('string', values.map(String), [rows.length, 1])
        : new Tensor('float32', Float32Array.from(values, Number), [rows.length, 1])
      return [name, tensor] as const
    })
  const answer = await session.run(Object.fromEntries(feeds))
  return Array.from(answer[${JSON.stringify(output.name)}]?.data as Float32Array)
}

const examples = JSON.parse(readFileSync(new URL('example.json', here), 'utf8'))
const said = await predict(examples.map((example: { features: Row }) => example.features))
console.log(JSON.stringify(said))
`
}

function writePython({ model, version, signature }: ModelVersion): string {
  const { inputs, output } = signature
  const pairs = inputs.map((input) => [input.name, isText(input)] as const)
  return `# ${model}, version ${version}: pip install -r requirements.txt && python predict.py
import json
from pathlib import Path

import numpy
import onnxruntime

here = Path(__file__).parent
inputs = ${pythonList(pairs)}
session = onnxruntime.InferenceSession(str(here / "model.onnx"))
known = {each.name for each in session.get_inputs()}


def predict(rows):
    """One prediction of "${output.name}" for each row; what is missing in a row is None."""
    feeds = {}
    for name, is_text in inputs:
        if name not in known:
            continue
        values = [row.get(name) for row in rows]
        if is_text:
            column = numpy.array(["" if each is None else str(each) for each in values], dtype=object)
        else:
            column = numpy.array(values, dtype=numpy.float32)
        feeds[name] = column.reshape(-1, 1)
    return session.run([${JSON.stringify(output.name)}], feeds)[0].ravel().tolist()


if __name__ == "__main__":
    examples = json.loads((here / "example.json").read_text())
    print(json.dumps(predict([each["features"] for each in examples])))
`
}

function pythonList(pairs: readonly (readonly [string, boolean])[]): string {
  const items = pairs.map(([name, text]) => `(${JSON.stringify(name)}, ${text ? 'True' : 'False'})`)
  return `[${items.join(', ')}]`
}
