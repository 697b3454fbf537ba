import { digestOf } from '../base/index.ts'
import type { ColumnType } from '../table/index.ts'
import type { ModelVersion, Signature, SignatureColumn } from './model-version.ts'

/**
 * The file `MLmodel` of a version with an ONNX graph, by which MLflow's clients load it: by `mlflow.onnx`, and by
 * `mlflow.pyfunc` as a function of columns of shape [rows, 1]. (MLflow hands an ONNX graph with several inputs the
 * columns of a data frame without their second dimension, which it can't take.)
 */
export function writeMlmodel(version: ModelVersion): string {
  const { inputs, output } = version.signature
  const columns = (list: readonly SignatureColumn[]) =>
    JSON.stringify(list.map(toTensor)).replaceAll("'", "''")
  return [
    'artifact_path: model',
    'flavors:',
    '  onnx:',
    '    code: null',
    '    data: model.onnx',
    '    onnx_version: 1.17.0',
    '    providers:',
    '    - CPUExecutionProvider',
    '  python_function:',
    '    data: model.onnx',
    '    loader_module: mlflow.onnx',
    'mlflow_version: 2.22.5',
    `model_uuid: ${digestOf(`${version.model}/${version.version}`).slice(0, 32)}`,
    'signature:',
    `  inputs: '${columns(inputs)}'`,
    `  outputs: '${columns([output])}'`,
    `utc_time_created: '${version.createdAt.toISOString().replace('T', ' ').replace('Z', '000')}'`,
    '',
  ].join('\n')
}

/** A graph of ours takes floats and texts, whatever the type of the column. */
function toTensor({ name, type }: SignatureColumn) {
  const dtype = type === 'text' ? 'object' : 'float32'
  return { name, type: 'tensor', 'tensor-spec': { dtype, shape: [-1, 1] } }
}

/** What an `MLmodel` file of a client says of the model: of its flavours and columns, as far as it does. */
export function readMlmodel(text: string): {
  readonly flavors: readonly string[]
  readonly signature: Signature
} {
  const [, flavors = ''] = /^flavors:\n((?:[ ]+.*\n?)*)/m.exec(text) ?? []
  const names = [...flavors.matchAll(/^ {2}([\w.]+):/gm)].flatMap(([, name]) => name ?? [])
  const output = readColumns(text, 'outputs')[0] ?? { name: 'prediction', type: 'float' }
  return {
    flavors: names.filter((name) => name !== 'python_function'),
    signature: { inputs: readColumns(text, 'inputs'), output },
  }
}

function readColumns(text: string, side: 'inputs' | 'outputs'): readonly SignatureColumn[] {
  // YAML breaks a long quoted text into lines, which count as one space.
  const [, quoted = ''] = new RegExp(`^ {2}${side}: '((?:[^']|'')*)'`, 'm').exec(text) ?? []
  const json = quoted.replaceAll("''", "'").replaceAll(/\s*\n\s*/g, ' ')
  try {
    const columns = JSON.parse(json) as readonly { name?: unknown; type?: unknown }[]
    return columns.flatMap(({ name, type }) =>
      typeof name === 'string' ? [{ name, type: typeOf(type) }] : [],
    )
  } catch {
    return []
  }
}

function typeOf(type: unknown): ColumnType {
  switch (type) {
    case 'string':
      return 'text'
    case 'boolean':
      return 'boolean'
    case 'integer':
    case 'long':
      return 'integer'
    case 'datetime':
      return 'timestamp'
    default:
      return 'float'
  }
}
