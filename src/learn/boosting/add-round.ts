import type { Random } from '../../base/index.ts'
import type { Breather } from '../breather.ts'
import { drawRows } from '../trees/draw-rows.ts'
import type { Tree } from '../trees/tree.ts'
import { addBinnedTree } from './add-binned-tree.ts'
import { addSteps, answerLeaves } from './answer-leaves.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import type { SplitRules } from './find-split.ts'
import { growTree } from './grow-tree.ts'
import type { Objective } from './objective.ts'
import { packGradients, type Packed } from './pack-gradients.ts'
import type { Learning } from './start-learning.ts'
import { rowsOfTask, runTasks } from './workshop.ts'
import { writeSlopes } from './write-slopes.ts'

/** Adds a tree for each score. Undefined when no split of any gains anything. */
export async function addRound(
  learning: Learning,
  done: number,
  breather: Breather,
): Promise<readonly Tree[] | undefined> {
  const { objective, columns, workshop } = learning
  writeSlopes(workshop, objective, columns)
  const random = learning.random.fork(`round ${done}`)
  const trees: Tree[] = []
  for (const place of columns.scores.keys()) {
    trees.push(await addTreeOf(learning, place, random, breather))
  }
  return trees.some(({ feature }) => feature.length > 1) ? trees : undefined
}

async function addTreeOf(
  learning: Learning,
  place: number,
  random: Random,
  breather: Breather,
): Promise<Tree> {
  const { spec, objective, matrix, learned, heldBack, constraints, columns, workshop } = learning
  const { drawn, rest } =
    spec.rowShare < 1
      ? drawRows(learned.values, spec.rowShare, random)
      : { drawn: learned.values, rest: new Uint32Array(0) }
  putRows(learning, drawn)
  const gradients = columns.gradients[place] ?? columns.target
  const weights = columns.curvatures[place] ?? columns.weights
  const packed = packGradients(workshop, drawn.length, gradients, weights)
  const { tree, leaves } = await growTree({
    matrix,
    chosen: drawFeatures(matrix.features.length, spec.columnShare, random),
    together: constraints.together,
    packed,
    rules: rulesOf(learning, packed),
    maxLeaves: spec.maxLeaves,
    maxDepth: spec.maxDepth ?? Number.POSITIVE_INFINITY,
    isDepthWise: spec.growth === 'depthWise',
    workshop,
    breather,
  })
  const value = tree.value.slice()
  // A tree of no split says nothing: the base has said what is the same for all.
  if (leaves.length > 1) {
    // The tree has grown where they stood.
    if (workshop.slopesAt !== undefined && objective.leaf === undefined) {
      writeSlopes(workshop, objective, columns)
    }
    const answers = answerLeaves(workshop, learning, columns, place, leaves)
    const steps = answers.map((answer) => spec.learningRate * answer)
    addSteps(workshop, columns, place, leaves, steps)
    for (const [at, { node }] of leaves.entries()) value[node] = steps[at] ?? 0
  }
  const finished = { ...tree, value }
  const scores = columns.scores[place]?.values ?? columns.target.values
  for (const unseen of [rest, heldBack]) addBinnedTree(finished, matrix, scores, unseen)
  return finished
}

/** By all threads where they are the same for each tree. */
function putRows({ learned, workshop }: Learning, drawn: Uint32Array): void {
  const { rows } = workshop
  if (drawn !== learned.values) {
    rows.values.set(drawn)
    return
  }
  const tasks: number[][] = []
  for (let from = 0; from < drawn.length; from += rowsOfTask) {
    const count = Math.min(rowsOfTask, drawn.length - from)
    tasks.push([rows.address + 4 * from, learned.address + 4 * from, 4 * count])
  }
  runTasks(workshop, 'copy', tasks)
}

function rulesOf({ spec, objective, constraints }: Learning, packed: Packed): SplitRules {
  return {
    l1: spec.l1,
    l2: spec.l2,
    minLeafRows: spec.minLeafRows,
    minLeafWeight: leastWeight(spec, objective, packed.weight / packed.count),
    // Less than that part of all there is to gain is rounding.
    minGain: 1e-14 * packed.squares,
    directions: constraints.directions,
  }
}

/**
 * What a leaf must weigh at least. One in which nothing bends would answer without bounds; and where chances are
 * learned, one of rows that are all but sure goes too far: it has to bend as `minLeafRows` usual rows do.
 */
function leastWeight(
  { minLeafRows }: BoostedTrees,
  { bends, link, classes }: Objective,
  usual: number,
): number {
  if (!bends) return 1e-9
  const learnsChances = link === 'logistic' || classes !== undefined
  return learnsChances ? minLeafRows * usual : 1e-3 * Math.min(1, usual)
}

function drawFeatures(count: number, share: number, random: Random): readonly number[] {
  const all = Uint32Array.from({ length: count }, (_, feature) => feature)
  return share < 1 && count > 0 ? [...drawRows(all, share, random).drawn] : [...all]
}
