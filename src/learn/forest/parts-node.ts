import type { OnnxNode } from '../onnx/onnx-model.ts'
import { ensembleNode, type LeafWeight } from '../trees/ensemble-nodes.ts'
import type { Tree } from '../trees/tree.ts'
import type { LeafTargets } from './forest.ts'

/** Sums what the leaves of each row hold: a tensor of 32 bits, [rows, values of the grid]. */
export function partsNode(
  trees: readonly Tree[],
  targets: LeafTargets,
  features: string,
  output: string,
): OnnxNode {
  const ensemble = { base: targets.grid.map(() => 0), trees }
  return ensembleNode(ensemble, features, output, (tree, leaf): readonly LeafWeight[] => {
    const { start = [], place = [], part = [] } = targets.trees[tree] ?? {}
    const [from = 0, to = 0] = [start[leaf], start[leaf + 1]]
    return place.slice(from, to).map((target, at) => ({ target, value: part[from + at] ?? 0 }))
  })
}
