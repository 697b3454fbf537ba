import { numeral } from './numeral.ts'
import { categorySets, type CategorySets } from './category-sets.ts'
import type { Tree } from './tree.ts'
import { walkTree } from './walk-tree.ts'

/** More code than of so many nodes takes the engine longer to read than it saves. */
const mostNodesOfCode = 30_000

/** The sum of what the trees say of a row, one after the other, on top of `base`. */
export function compileTrees(
  base: number,
  trees: readonly Tree[],
): (features: Float64Array) => number {
  const nodeCount = trees.reduce((sum, { feature }) => sum + feature.length, 0)
  return nodeCount > mostNodesOfCode ? walkTrees(base, trees) : writeTrees(base, trees)
}

function walkTrees(base: number, trees: readonly Tree[]): (features: Float64Array) => number {
  const walks = trees.map(walkTree)
  return (features) => {
    let sum = base
    for (const walk of walks) sum += walk(features)
    return sum
  }
}

/** Nested ifs run 1.5 to 3 times as fast as a walk over arrays of nodes. */
function writeTrees(base: number, trees: readonly Tree[]): (features: Float64Array) => number {
  const sets = trees.map((tree) => (tree.sets === undefined ? undefined : categorySets(tree)))
  const functions = trees.map(
    (tree, index) =>
      `function tree${index}(x) {${nodeCode(tree, { index, sets: sets[index] }, 0)}}`,
  )
  const known = sets.flatMap((own, index) =>
    own === undefined ? [] : [`const bits${index} = bits[${index}]\n`],
  )
  const calls = trees.map((_, index) => ` + tree${index}(x)`)
  const sum = `return (x) => ${numeral(base)}${calls.join('')}`
  const make = new Function('bits', `${known.join('')}${functions.join('\n')}\n${sum}`) as (
    bits: readonly (Uint32Array | undefined)[],
  ) => (features: Float64Array) => number
  return make(sets.map((own) => own?.bits))
}

interface TreeSets {
  readonly index: number
  readonly sets: CategorySets | undefined
}

function nodeCode(tree: Tree, own: TreeSets, node: number): string {
  const feature = tree.feature[node] ?? -1
  if (feature < 0) return `return ${numeral(tree.value[node])}`
  const value = `x[${numeral(feature)}]`
  const start = own.sets?.starts[node] ?? -1
  const test = start < 0 ? thresholdTest(tree, node, value) : setTest(tree, own, node, value)
  const left = nodeCode(tree, own, tree.left[node] ?? 0)
  return `if (${test}) {${left}}\n${nodeCode(tree, own, tree.right[node] ?? 0)}`
}

/** Every comparison with NaN is false, so the side of missing values costs nothing. */
function thresholdTest(tree: Tree, node: number, value: string): string {
  const threshold = numeral(tree.threshold[node])
  return tree.missingLeft[node] === 1 ? `!(${value} > ${threshold})` : `${value} <= ${threshold}`
}

/** A shift is by no more than the last five bits tell. */
function setTest(tree: Tree, { index, sets }: TreeSets, node: number, value: string): string {
  const start = sets?.starts[node] ?? 0
  const last = sets?.lasts[node] ?? -1
  const bit = `bits${index}[${start} + (${value} >> 5)] >>> ${value} & 1`
  const isMember = `${value} <= ${last} && ${bit}`
  return tree.missingLeft[node] === 1 ? `${value} !== ${value} || ${isMember}` : isMember
}
