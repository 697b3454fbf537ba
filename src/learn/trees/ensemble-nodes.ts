import type { OnnxAttribute, OnnxNode } from '../onnx/onnx-model.ts'
import type { Ensemble } from './ensemble.ts'
import { spellSets } from './spell-sets.ts'
import type { Tree } from './tree.ts'

/**
 * All trees in one node, from a 64-bit tensor of features to one of a 32-bit sum for each target.
 * Thresholds and leaves are 64-bit numbers, so that the order in which the runtime sums trees doesn't
 * show in the result.
 */
export function ensembleNode(
  ensemble: Ensemble,
  input: string,
  output: string,
  weightsOf: (tree: number, leaf: number) => readonly LeafWeight[] = valueOf(ensemble),
): OnnxNode {
  return {
    operator: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    inputs: [input],
    output,
    attributes: {
      n_targets: { whole: ensemble.base.length },
      aggregate_function: { text: 'SUM' },
      post_transform: { text: 'NONE' },
      base_values_as_tensor: doubles('base', ensemble.base),
      ...nodeAttributes(ensemble.trees.map(spellSets)),
      ...leafAttributes(ensemble, weightsOf),
    },
  }
}

/** What a leaf adds to a target. */
export interface LeafWeight {
  readonly target: number
  readonly value: number
}

function valueOf({ trees, base }: Ensemble) {
  return (tree: number, leaf: number): readonly LeafWeight[] => [
    { target: tree % base.length, value: trees[tree]?.value[leaf] ?? 0 },
  ]
}

function nodeAttributes(trees: readonly Tree[]): Readonly<Record<string, OnnxAttribute>> {
  const nodes = { ids: [] as number[], trees: [] as number[], modes: [] as string[] }
  for (const [place, { feature }] of trees.entries()) {
    for (const [node, own] of feature.entries()) {
      nodes.ids.push(node)
      nodes.trees.push(place)
      nodes.modes.push(own < 0 ? 'LEAF' : 'BRANCH_LEQ')
    }
  }
  const all = (column: 'feature' | 'left' | 'right' | 'missingLeft') =>
    trees.flatMap((tree) => tree[column].map((value) => Math.max(0, value)))
  return {
    nodes_treeids: { wholes: nodes.trees },
    nodes_nodeids: { wholes: nodes.ids },
    nodes_featureids: { wholes: all('feature') },
    nodes_modes: { texts: nodes.modes },
    nodes_values_as_tensor: doubles(
      'thresholds',
      trees.flatMap(({ threshold }) => threshold),
    ),
    nodes_truenodeids: { wholes: all('left') },
    nodes_falsenodeids: { wholes: all('right') },
    nodes_missing_value_tracks_true: { wholes: all('missingLeft') },
  }
}

function leafAttributes(
  { trees }: Ensemble,
  weightsOf: (tree: number, leaf: number) => readonly LeafWeight[],
): Readonly<Record<string, OnnxAttribute>> {
  const leaves = { trees: [] as number[], nodes: [] as number[], targets: [] as number[] }
  const values: number[] = []
  for (const [place, { feature }] of trees.entries()) {
    for (const [node, own] of feature.entries()) {
      if (own >= 0) continue
      for (const { target, value } of weightsOf(place, node)) {
        leaves.trees.push(place)
        leaves.nodes.push(node)
        leaves.targets.push(target)
        values.push(value)
      }
    }
  }
  return {
    target_treeids: { wholes: leaves.trees },
    target_nodeids: { wholes: leaves.nodes },
    target_ids: { wholes: leaves.targets },
    target_weights_as_tensor: doubles('leaves', values),
  }
}

function doubles(name: string, values: readonly number[]): OnnxAttribute {
  return { tensor: { name, shape: [values.length], values: Float64Array.from(values) } }
}
