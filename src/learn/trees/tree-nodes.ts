import type { Tree } from './tree.ts'

/** A tree while it grows. */
export type TreeNodes = { [Column in Exclude<keyof Tree, 'sets'>]: number[] } & {
  sets?: Record<string, readonly number[]>
}

export interface InnerNode {
  readonly feature: number
  readonly threshold: number
  /** Where categories are parted: the values that go left, in order. */
  readonly set?: readonly number[]
  readonly missingLeft: boolean
  readonly gain: number
}

export function startNodes(): TreeNodes {
  return { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], gain: [] }
}

export function addLeaf(nodes: TreeNodes): number {
  nodes.feature.push(-1)
  nodes.threshold.push(0)
  nodes.missingLeft.push(0)
  nodes.left.push(-1)
  nodes.right.push(-1)
  nodes.value.push(0)
  nodes.gain.push(0)
  return nodes.feature.length - 1
}

/** Above every 32-bit number that may be: only missing values go right. JSON has no infinity. */
export const aboveAll = 3.4028234663852886e38

export function turnToInner(
  nodes: TreeNodes,
  node: number,
  split: InnerNode,
  left: number,
  right: number,
): void {
  nodes.feature[node] = split.feature
  nodes.threshold[node] = split.threshold
  nodes.missingLeft[node] = split.missingLeft ? 1 : 0
  nodes.left[node] = left
  nodes.right[node] = right
  nodes.gain[node] = split.gain
  if (split.set === undefined) return
  nodes.sets ??= {}
  nodes.sets[node] = split.set
}
