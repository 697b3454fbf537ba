import { addLeaf, turnToInner, type TreeNodes } from './tree-nodes.ts'
import type { Tree } from './tree.ts'

/**
 * The same tree with thresholds in place of sets: a chain of nodes, from one value to the next that goes to the other
 * side. Nodes of a chain lead to the same children; only the last one's right child must be nobody's else, as ONNX
 * Runtime lays each right child behind its node and takes a left one wherever it is. Leaves keep their numbers.
 */
export function spellSets(tree: Tree): Tree {
  const { sets, ...columns } = tree
  if (sets === undefined) return tree
  const nodes: TreeNodes = structuredClone(columns) as TreeNodes
  for (const [node, set] of Object.entries(sets)) spellSet(nodes, Number(node), set)
  return nodes
}

function spellSet(nodes: TreeNodes, node: number, set: readonly number[]): void {
  const both = { left: nodes.left[node] ?? 0, right: nodes.right[node] ?? 0 }
  const feature = nodes.feature[node] ?? 0
  const missing = nodes.missingLeft[node] === 1 ? 'left' : 'right'
  const steps = stepsOf(set)
  let own = node
  for (const [place, { threshold, side }] of steps.entries()) {
    const isLast = place === steps.length - 1
    const other = side === 'left' ? 'right' : 'left'
    const next = isLast ? both[other] : addLeaf(nodes)
    const gain = place === 0 ? (nodes.gain[node] ?? 0) : 0
    const asked = { feature, threshold, missingLeft: side === missing, gain }
    turnToInner(nodes, own, asked, both[side], next)
    own = next
  }
}

/** Up to which value all go to a side; beyond the last one all go right. */
export function stepsOf(set: readonly number[]) {
  // Where only missing values go left, no place is so low.
  if (set.length === 0) return [{ threshold: -0.5, side: 'left' }] as const
  const steps: { threshold: number; side: 'left' | 'right' }[] = []
  for (const [place, value] of set.entries()) {
    const before = set[place - 1] ?? -1
    if (before !== value - 1) steps.push({ threshold: value - 0.5, side: 'right' })
    if (set[place + 1] !== value + 1) steps.push({ threshold: value + 0.5, side: 'left' })
  }
  return steps
}
