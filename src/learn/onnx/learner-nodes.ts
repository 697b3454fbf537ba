import type { FittedBoostedTrees } from '../boosting/boosted-trees.ts'
import { castNode } from './cast-node.ts'
import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx-model.ts'

/** Gives every row of `input`, which may be of any type, the same answer. */
export function constantNodes(value: number, input: string, output: string) {
  const constants: OnnxTensor[] = [
    { name: ':answer', shape: [1, 1], values: Float32Array.of(value) },
  ]
  const nodes: OnnxNode[] = [
    { operator: 'Shape', inputs: [input], output: ':shape' },
    { operator: 'Expand', inputs: [':answer', ':shape'], output },
  ]
  return { nodes, constants }
}

/**
 * All trees in one node. Thresholds and leaves are 64-bit numbers, so that the order in which the
 * runtime sums trees doesn't show in the 32-bit result.
 */
export function boostedTreesNode(
  learner: FittedBoostedTrees,
  input: string,
  output: string,
): OnnxNode {
  return {
    operator: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    inputs: [input],
    output,
    attributes: {
      n_targets: { whole: 1 },
      aggregate_function: { text: 'SUM' },
      post_transform: { text: 'NONE' },
      base_values_as_tensor: doubles('base', [learner.base]),
      ...nodeAttributes(learner),
      ...leafAttributes(learner),
    },
  }
}

/**
 * The probabilities of scores. In 64 bits, step by step: the runtime's own sigmoid of 32 bits gives small
 * probabilities to few digits.
 */
export function logisticNodes(input: string, output: string) {
  const constants: OnnxTensor[] = [{ name: ':one', shape: [1], values: Float64Array.of(1) }]
  const nodes: OnnxNode[] = [
    castNode(input, ':score64', 'double'),
    { operator: 'Neg', inputs: [':score64'], output: ':negative' },
    { operator: 'Exp', inputs: [':negative'], output: ':odds' },
    { operator: 'Add', inputs: [':odds', ':one'], output: ':whole' },
    { operator: 'Div', inputs: [':one', ':whole'], output: ':probability' },
    castNode(':probability', output, 'float'),
  ]
  return { nodes, constants }
}

function nodeAttributes({ trees }: FittedBoostedTrees): Readonly<Record<string, OnnxAttribute>> {
  const modes = trees.flatMap(({ feature }) =>
    feature.map((own) => (own < 0 ? 'LEAF' : 'BRANCH_LEQ')),
  )
  const orZero = (values: readonly number[]) => values.map((value) => Math.max(0, value))
  return {
    nodes_treeids: { wholes: trees.flatMap(({ feature }, tree) => feature.map(() => tree)) },
    nodes_nodeids: { wholes: trees.flatMap(({ feature }) => feature.map((_, node) => node)) },
    nodes_featureids: { wholes: trees.flatMap(({ feature }) => orZero(feature)) },
    nodes_modes: { texts: modes },
    nodes_values_as_tensor: doubles(
      'thresholds',
      trees.flatMap(({ threshold }) => threshold),
    ),
    nodes_truenodeids: { wholes: trees.flatMap(({ left }) => orZero(left)) },
    nodes_falsenodeids: { wholes: trees.flatMap(({ right }) => orZero(right)) },
    nodes_missing_value_tracks_true: { wholes: trees.flatMap(({ missingLeft }) => missingLeft) },
  }
}

function leafAttributes({ trees }: FittedBoostedTrees): Readonly<Record<string, OnnxAttribute>> {
  const leaves = trees.flatMap(({ feature, value }, tree) =>
    value.flatMap((own, node) => ((feature[node] ?? -1) < 0 ? [{ tree, node, value: own }] : [])),
  )
  return {
    target_treeids: { wholes: leaves.map(({ tree }) => tree) },
    target_nodeids: { wholes: leaves.map(({ node }) => node) },
    target_ids: { wholes: leaves.map(() => 0) },
    target_weights_as_tensor: doubles(
      'leaves',
      leaves.map(({ value }) => value),
    ),
  }
}

function doubles(name: string, values: readonly number[]): OnnxAttribute {
  return { tensor: { name, shape: [values.length], values: Float64Array.from(values) } }
}
