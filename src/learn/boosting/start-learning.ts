import { seededRandom, type Random } from '../../base/index.ts'
import type { Breather } from '../breather.ts'
import { weighClasses } from '../class-weights.ts'
import { weightedMean } from '../constant.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { drawRows } from '../trees/draw-rows.ts'
import { doublesAt, reserveDoubles, reserveWords, wholeLines, type Piece } from '../wasm/heap.ts'
import { binBatches, binFeatures } from './bin-features.ts'
import type { BinMatrix } from './bin-matrix.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import { planConstraints, type Constraints } from './constraints.ts'
import type { Objective } from './objective.ts'
import { planObjective } from './plan-objective.ts'
import { openWorkshop, type Workshop } from './workshop.ts'
import type { RowColumns } from './write-slopes.ts'

/** What stays the same, and what is written over, while one tree after the other is added. */
export interface Learning {
  readonly spec: BoostedTrees
  readonly objective: Objective
  readonly data: LearningData
  readonly matrix: BinMatrix
  readonly constraints: Constraints
  readonly columns: RowColumns
  readonly learned: Piece<Uint32Array>
  readonly heldBack: Uint32Array
  readonly isSampled: boolean
  readonly random: Random
  readonly workshop: Workshop
}

/** The crew of its workshop is to be closed. */
export async function startLearning(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
  breather: Breather,
): Promise<Learning> {
  const { matrix: features, target } = data
  const random = seededRandom(options.seed)
  const weights = toMeanOne(weighClasses(spec.classWeights, target, data.weights))
  const weighty = rowsThatWeigh(target.length, weights)
  const share = 1 - (spec.earlyStopping?.share ?? 0)
  const drawing = random.fork('early stopping')
  const { drawn: learned, rest: heldBack } =
    data.queries === undefined
      ? drawFrom(weighty, share, drawing)
      : drawQueries(data.queries, weighty, share, drawing)
  const objective = planObjective(spec, data, learned, weights)
  const constraints = planConstraints(spec, features.features)
  const workshop = openWorkshop({
    rowCount: features.rowCount,
    seesAll: learned.length === features.rowCount && spec.rowShare === 1,
    isCompact: data.binned !== undefined && givesWay(objective),
    featureCount: features.features.length,
    maxLeaves: spec.maxLeaves,
    isPair: objective.bends || weights !== undefined,
    threads: spec.threads,
  })
  try {
    return {
      spec,
      objective,
      data,
      matrix:
        data.binned === undefined
          ? await binFeatures(workshop, features, spec.maxBins, breather)
          : await binBatches(workshop, data.binned, features.rowCount, breather),
      constraints,
      columns: openColumns(workshop, objective, target, weights),
      learned: keepRows(workshop, learned),
      heldBack,
      isSampled: spec.rowShare < 1 || spec.columnShare < 1,
      random: random.fork('trees'),
      workshop,
    }
  } catch (error) {
    workshop.crew.close()
    throw error
  }
}

function rowsThatWeigh(rowCount: number, weights: Float64Array | undefined): Uint32Array {
  const rows = new Uint32Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) rows[row] = row
  return weights === undefined ? rows : rows.filter((row) => (weights[row] ?? 0) > 0)
}

/** Slopes that are soon made again, or that leaves don't ask for, need no memory of their own while a tree grows. */
function givesWay({ bases, kernel, leaf }: Objective): boolean {
  return bases.length === 1 && (kernel !== undefined || leaf !== undefined)
}

function keepRows({ heap }: Workshop, rows: Uint32Array): Piece<Uint32Array> {
  const kept = reserveWords(heap, rows.length)
  kept.values.set(rows)
  return kept
}

function drawFrom(rows: Uint32Array, share: number, random: Random) {
  return share < 1 ? drawRows(rows, share, random) : { drawn: rows, rest: new Uint32Array(0) }
}

/** Queries are held back as a whole: of its other rows a row tells nothing. */
function drawQueries(
  queries: readonly Uint32Array[],
  rows: Uint32Array,
  share: number,
  random: Random,
) {
  const { rest } = drawRows(Uint32Array.from(queries.keys()), share, random)
  const isHeldBack = new Uint8Array(queries.reduce((count, { length }) => count + length, 0))
  for (const query of rest) for (const row of queries[query] ?? []) isHeldBack[row] = 1
  return {
    drawn: rows.filter((row) => isHeldBack[row] === 0),
    rest: rows.filter((row) => isHeldBack[row] === 1),
  }
}

function openColumns(
  { heap, slopesAt }: Workshop,
  { bases, bends }: Objective,
  target: Float64Array,
  weights: Float64Array | undefined,
): RowColumns {
  const open = () => reserveDoubles(heap, target.length)
  const copy = (values: Float64Array) => {
    const piece = open()
    piece.values.set(values)
    return piece
  }
  const { length } = target
  const openSlopes = (place: number) =>
    slopesAt === undefined
      ? open()
      : doublesAt(heap, slopesAt + place * wholeLines(length * 8), length)
  const scores = bases.map(open)
  for (const [place, { values }] of scores.entries()) values.fill(bases[place] ?? 0)
  return {
    target: copy(target),
    scores,
    gradients: bases.map(() => openSlopes(0)),
    curvatures: bends ? bases.map(() => openSlopes(1)) : [],
    weights: weights && copy(weights),
  }
}

function toMeanOne(weights: Float64Array | undefined): Float64Array | undefined {
  if (weights === undefined) return undefined
  const mean = weightedMean(weights)
  return weights.map((weight) => weight / mean)
}
