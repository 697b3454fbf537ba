import { logistic } from './boosting/loss.ts'
import { learnErrors } from './errors.ts'
import type { FittedModel } from './fitted-model.ts'
import { encoderNodes } from './onnx/encoder-nodes.ts'
import { boostedTreesNode, constantNodes, logisticNodes } from './onnx/learner-nodes.ts'
import { writeOnnxModel, type OnnxGraph, type OnnxValue } from './onnx/onnx-model.ts'

export interface ToOnnxOptions {
  readonly modelName: string
  readonly outputName: string
}

/**
 * The whole model as one ONNX file, encoders inside. Its inputs are the raw columns by name, each of
 * shape [rows, 1]: float with NaN for missing numbers, string with '' for missing categories. Its one
 * output is float [rows, 1], and agrees with `predictColumns` to 1e-6 of the value.
 */
export function toOnnx(fitted: FittedModel, { modelName, outputName }: ToOnnxOptions): Uint8Array {
  const inputs = fitted.inputs.map(({ name, kind }): OnnxValue => {
    if (name === outputName) throw learnErrors.sameColumnTwice({ column: name })
    return { name, type: kind === 'number' ? 'float' : 'string' }
  })
  const output: OnnxValue = { name: outputName, type: 'float' }
  return writeOnnxModel({ name: modelName, inputs, output, ...bodyOf(fitted, outputName) })
}

function bodyOf(
  { inputs, learner }: FittedModel,
  output: string,
): Pick<OnnxGraph, 'nodes' | 'constants'> {
  if (learner.kind === 'constant') return constantNodes(learner.value, firstName(inputs), output)
  // An ensemble of no trees is not allowed.
  if (learner.trees.length === 0) {
    const value = learner.link === 'logistic' ? logistic(learner.base) : learner.base
    return constantNodes(value, firstName(inputs), output)
  }
  const link =
    learner.link === 'logistic' ? logisticNodes(':score', output) : { nodes: [], constants: [] }
  const encoders = inputs.map(encoderNodes)
  return {
    nodes: [
      ...encoders.flatMap(({ nodes }) => nodes),
      {
        operator: 'Concat',
        inputs: encoders.flatMap(({ results }) => results),
        output: ':features',
        attributes: { axis: { whole: 1 } },
      },
      boostedTreesNode(learner, ':features', learner.link === undefined ? output : ':score'),
      ...link.nodes,
    ],
    constants: [...encoders.flatMap(({ constants }) => constants), ...link.constants],
  }
}

function firstName(inputs: FittedModel['inputs']): string {
  const [first] = inputs
  if (first === undefined) throw learnErrors.noData({ what: 'columns' })
  return first.name
}
