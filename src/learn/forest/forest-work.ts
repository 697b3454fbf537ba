import { seededRandom, type Random } from '../../base/index.ts'
import type { Breather } from '../breather.ts'
import type { Classes } from '../classes.ts'
import { drawRows } from '../trees/draw-rows.ts'
import type { Tree } from '../trees/tree.ts'
import type { ForestColumn } from './forest-columns.ts'
import type { ForestSettings } from './forest.ts'
import { growDeepTree, openDeepWorkshop } from './grow-deep-tree.ts'
import { openNodeClasses } from './node-classes.ts'

/** What the trees of a forest are grown of: data that threads may be handed. */
export interface ForestWork {
  readonly settings: ForestSettings
  /** Whether chance puts the splits of each column. */
  readonly isDrawn: boolean
  readonly seed: string | number
  readonly columns: readonly ForestColumn[]
  readonly target: Float64Array
  readonly classes: Classes | undefined
  readonly weights: Float64Array
  /** The rows that weigh something. */
  readonly rows: Uint32Array
}

/** The rows of one tree in their order, each once, and what they weigh: as often as they were drawn. */
export interface DrawnRows {
  readonly rows: Uint32Array
  readonly weights: Float64Array
}

/** Grows the tree of a number, one after the other: each has a random stream of its own. */
export function openGrower(work: ForestWork, breather: Breather): (tree: number) => Promise<Tree> {
  const { settings, columns, target, classes, isDrawn } = work
  const workshop = openDeepWorkshop(target.length, columns.length)
  const own = classes === undefined ? target : Float64Array.from(classes.places)
  return (tree) => {
    const random = streamOf(work, tree)
    const { rows, weights } = draw(work, random)
    return growDeepTree({
      columns,
      target: own,
      classes: classes && openNodeClasses(classes),
      weights,
      rows: rows.slice(),
      maxDepth: settings.maxDepth ?? Number.POSITIVE_INFINITY,
      minLeafRows: settings.minLeafRows,
      minSplitRows: settings.minSplitRows ?? 2,
      columnCount: countColumns(settings.columnShare, columns.length),
      isDrawn,
      random,
      workshop,
      breather,
    })
  }
}

/** The rows that the tree of a number is grown of. */
export function rowsOfTree(work: ForestWork, tree: number): DrawnRows {
  return draw(work, streamOf(work, tree))
}

function streamOf({ seed }: ForestWork, tree: number): Random {
  return seededRandom(seed).fork(`tree ${tree}`)
}

function countColumns(share: ForestSettings['columnShare'], count: number): number {
  return Math.max(1, share === 'sqrt' ? Math.floor(Math.sqrt(count)) : Math.floor(share * count))
}

function draw({ settings, rows, weights }: ForestWork, random: Random): DrawnRows {
  const { bootstrap, rowShare } = settings
  if (!bootstrap) {
    return { rows: rowShare < 1 ? drawRows(rows, rowShare, random).drawn : rows, weights }
  }
  const drawn = new Float64Array(weights.length)
  const size = Math.max(1, Math.round(rowShare * rows.length))
  for (let count = 0; count < size; count += 1) {
    const row = rows[random.below(rows.length)] ?? 0
    drawn[row] = (drawn[row] ?? 0) + (weights[row] ?? 0)
  }
  return { rows: rows.filter((row) => (drawn[row] ?? 0) > 0), weights: drawn }
}
