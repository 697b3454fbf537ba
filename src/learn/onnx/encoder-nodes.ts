import { finisher } from '../encoders/column-features.ts'
import { planCategory, planNumber, type LookupFeature } from '../encoders/encoder-plan.ts'
import type { FittedInput } from '../encoders/fit-encoder.ts'
import { castNode } from './cast-node.ts'
import { joinPieces, type GraphPiece } from './graph-piece.ts'
import type { OnnxNode } from './onnx-model.ts'
import { finishNodes } from './step-nodes.ts'
import { textNodes } from './text-nodes.ts'

/** Ends in the input's features: 64-bit tensors of shape [rows, 1] with 32-bit values. */
export function encoderNodes(input: FittedInput): GraphPiece {
  const { name } = input
  if (input.kind === 'number') {
    const raw = `${name}:raw`
    const cast: GraphPiece = { nodes: [castNode(name, raw, 'double')], constants: [], results: [] }
    const features = planNumber(input.encoder).map(({ suffix, steps }) =>
      finishNodes(steps, raw, `${name}:${suffix}`),
    )
    return joinPieces([cast, ...features])
  }
  const plan = planCategory(input.encoder)
  if (plan.kind === 'text') return textNodes(name, plan)
  return joinPieces(plan.features.map((feature) => lookupNodes(name, feature)))
}

/** The steps are done here already: a table holds each category's feature. */
function lookupNodes(name: string, feature: LookupFeature): GraphPiece {
  const { suffix, keys, values, unseen, missing, steps } = feature
  const own = `${name}:${suffix}`
  const finish = finisher(steps)
  const table: OnnxNode = {
    operator: 'LabelEncoder',
    domain: 'ai.onnx.ml',
    inputs: [name],
    output: `${own}:found`,
    attributes: {
      keys_strings: { texts: ['', ...keys] },
      values_floats: { floats: [missing, ...values].map(finish) },
      default_float: { float: finish(unseen) },
    },
  }
  const feature64 = `${own}:feature`
  const nodes = [table, castNode(table.output, feature64, 'double')]
  return { nodes, constants: [], results: [feature64] }
}
