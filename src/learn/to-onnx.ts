import { sharesTensor } from './class-answers.ts'
import { learnErrors } from './errors.ts'
import { boundTensors, membersTensor } from './fitted-answers.ts'
import type { FittedModel } from './fitted-model.ts'
import { answersOf } from './learner.ts'
import { unscaleSteps } from './encoders/label-scale.ts'
import { castNode } from './onnx/cast-node.ts'
import { featuresNodes } from './onnx/combined-nodes.ts'
import { concatNode, node } from './onnx/graph-piece.ts'
import { constantNodes, type GraphBody } from './onnx/answer-nodes.ts'
import { stepNodes } from './onnx/step-nodes.ts'
import { writeOnnxModel, type OnnxValue } from './onnx/onnx-model.ts'
import { sharesOutput } from './onnx/shares-output.ts'

export interface ToOnnxOptions {
  readonly modelName: string
  readonly outputName: string
}

/**
 * The whole model as one ONNX file, encoders inside. Its inputs are the raw columns by name, each of
 * shape [rows, 1]: float with NaN for missing numbers, string with '' for missing categories. Its
 * output is float [rows, 1], and agrees with `predictColumns` to 1e-6 of the value. A model of classes has
 * a second, named `<output>.shares`, as `predictClasses` has them; one with bounds `<output>.low` and
 * `<output>.high`, as `predictIntervals`, or `<output>.set`, as `predictSets`.
 */
export function toOnnx(fitted: FittedModel, { modelName, outputName }: ToOnnxOptions): Uint8Array {
  const inputs = fitted.inputs.map(({ name, kind }): OnnxValue => {
    if (name === outputName) throw learnErrors.sameColumnTwice({ column: name })
    return { name, type: kind === 'number' ? 'float' : 'string' }
  })
  const { nodes, constants } = scaledBody(fitted, outputName)
  const beside = [...sharesOf(fitted, outputName), ...boundsOf(fitted, outputName)]
  return writeOnnxModel({
    name: modelName,
    inputs,
    outputs: [{ name: outputName, type: 'float' }, ...beside.map(({ value }) => value)],
    nodes: [...nodes, ...beside.flatMap((own) => own.nodes)],
    constants: [...constants, ...beside.flatMap((own) => own.constants)],
  })
}

/** Of classes, a second output: how likely each is. */
function sharesOf({ learner }: FittedModel, output: string) {
  const { classes, constant } = answersOf(learner)
  if (classes === undefined || constant !== undefined) return []
  const name = sharesOutput(output)
  const value: OnnxValue = { name, type: 'float', width: classes.values.length }
  return [{ value, nodes: [node('Identity', [sharesTensor], name)], constants: [] }]
}

/** Of bounds, two more: where they lie; of sets, one more: what is in them. */
function boundsOf({ learner, label }: FittedModel, output: string) {
  const { interval, set, constant } = answersOf(learner)
  if (constant !== undefined) return []
  if (set !== undefined) {
    const name = `${output}.set`
    const value: OnnxValue = { name, type: 'float', width: set.values.length }
    return [{ value, nodes: [node('Identity', [membersTensor], name)], constants: [] }]
  }
  if (interval === undefined) return []
  return Object.entries(boundTensors).map(([side, tensor]) => {
    const name = `${output}.${side}`
    const unscaled = stepNodes(unscaleSteps(label), tensor, `${tensor}:unscaled`)
    const nodes = [...unscaled.nodes, castNode(unscaled.results[0] ?? tensor, name, 'float')]
    const value: OnnxValue = { name, type: 'float' }
    return { value, nodes, constants: unscaled.constants }
  })
}

/** What was learned, and from there back to the label's own unit. */
function scaledBody(fitted: FittedModel, output: string): GraphBody {
  if (fitted.label === undefined) return bodyOf(fitted, output)
  const learned = bodyOf(fitted, ':learned')
  const unscaled = stepNodes(unscaleSteps(fitted.label), ':learned64', ':label')
  const [last = ':learned64'] = unscaled.results
  return {
    nodes: [
      ...learned.nodes,
      castNode(':learned', ':learned64', 'double'),
      ...unscaled.nodes,
      castNode(last, output, 'float'),
    ],
    constants: [...learned.constants, ...unscaled.constants],
  }
}

function bodyOf({ inputs, combined, learner }: FittedModel, output: string): GraphBody {
  const answers = answersOf(learner)
  // Without a look at the features: a model may have none.
  if (answers.constant !== undefined) {
    return constantNodes(answers.constant, firstName(inputs), output)
  }
  const features = featuresNodes(inputs, combined)
  const learned = answers.toGraph(':features', output)
  return {
    nodes: [...features.nodes, concatNode(features.results, ':features'), ...learned.nodes],
    constants: [...features.constants, ...learned.constants],
  }
}

function firstName(inputs: FittedModel['inputs']): string {
  const [first] = inputs
  if (first === undefined) throw learnErrors.noData({ what: 'columns' })
  return first.name
}
