import type { EmbeddingColumn, TextColumn } from '../descriptors/described-column.ts'
import { askedOf, isJudgedWhole, type ChosenTest, type DriftOptions } from '../drift-options.ts'
import type { BothSides, ColumnDrift } from '../drift-report.ts'
import { isProfile, type DriftSide, type MonitoredColumn } from '../drift-side.ts'
import type { DriftTest } from '../drift-test.ts'
import { driftErrors } from '../errors.ts'
import { sayDistance, sayState } from '../say-drift.ts'
import { evidentlyRules } from './evidently-rules.ts'
import {
  distanceOfMeans,
  meanDiscrepancy,
  shareOfMoved,
  tellEmbeddingsApart,
} from './score-embeddings.ts'
import { scoreTexts } from './score-texts.ts'

/** A column that is judged by one test of all that it holds, and not by what describes it. */
type WholeColumn = TextColumn | EmbeddingColumn

/** As Evidently's test of texts and of embeddings has it: fewer rows are held against chance. */
const [fewTexts, fewEmbeddings] = [1000, 999]

/** The columns to be judged as wholes, each once. */
export function wholeColumns(
  sides: readonly DriftSide[],
  options: DriftOptions,
): readonly WholeColumn[] {
  const found = sides
    .flatMap((side): readonly MonitoredColumn[] => side.columns)
    .filter((column) => column.kind === 'text' || column.kind === 'embedding')
    .filter(({ name, kind }) => isJudgedWhole(options, { column: name, kind }))
  return [...new Map(found.toReversed().map((column) => [column.name, column])).values()]
}

/** Throws `monitoring.testDoesNotFit`, and `monitoring.needsRows` where the reference is a profile. */
export function judgeWhole(
  { name, kind }: WholeColumn,
  [reference, current]: readonly [DriftSide, DriftSide],
  options: DriftOptions,
): ColumnDrift {
  if (isProfile(reference)) {
    throw driftErrors.needsRows({ what: `The ${kind} column "${name}"` })
  }
  const about = { column: name, kind }
  const [before, now] = [columnOf(reference, name), columnOf(current, name)]
  if (before === undefined) return unmeasured(about, 'newColumn')
  if (now === undefined) return unmeasured(about, 'goneColumn')
  const asked = askedOf(options, about)
  if (before.kind === 'text' && now.kind === 'text') {
    return judge({ ...about, sides: [before.values, now.values] }, asked, scoreText)
  }
  if (before.kind === 'embedding' && now.kind === 'embedding') {
    return judge({ ...about, sides: [before.values, now.values] }, asked, scoreEmbedding)
  }
  return unmeasured(about, 'typeChanged')
}

function unmeasured(
  about: Pick<ColumnDrift, 'column' | 'kind'>,
  state: 'newColumn' | 'goneColumn' | 'typeChanged',
): ColumnDrift {
  return { ...about, state, ...sayState({ state }) }
}

function columnOf(side: DriftSide, name: string): MonitoredColumn | undefined {
  const columns: readonly MonitoredColumn[] = side.columns
  return columns.find((column) => column.name === name)
}

interface Pair<Value> {
  readonly column: string
  readonly kind: WholeColumn['kind']
  readonly sides: readonly [readonly (Value | undefined)[], readonly (Value | undefined)[]]
}

interface Scored {
  readonly test: DriftTest
  readonly score: number
  /** What the score is held against, by what was asked for or is usual. */
  readonly bound: (threshold: number) => number
}

type Score<Value> = (
  test: DriftTest | undefined,
  reference: readonly Value[],
  current: readonly Value[],
) => Scored | undefined

function judge<Value>(
  { column, kind, sides }: Pair<Value>,
  asked: ChosenTest,
  score: Score<Value>,
): ColumnDrift {
  const [reference = [], current = []] = sides.map((values) =>
    values.filter((value): value is Value => value !== undefined),
  )
  const missingShare: BothSides = {
    reference: missing(sides[0], reference),
    current: missing(sides[1], current),
  }
  const about = { column, kind, missingShare }
  if (reference.length === 0 || current.length === 0) {
    const state = sides.some((values) => values.length === 0) ? 'empty' : 'allMissing'
    return { ...about, state, ...sayState({ state, missingShare }) }
  }
  const scored = score(asked.test, reference, current)
  if (scored === undefined) {
    throw driftErrors.testDoesNotFit({ column, test: asked.test ?? '', kind })
  }
  const { test, score: value, bound } = scored
  const threshold = bound(asked.threshold ?? evidentlyRules[test].threshold)
  const judged = { ...about, test, score: value, threshold, drifted: value > threshold }
  // Too few rows, or nothing to tell them by.
  if (Number.isNaN(value)) {
    const { score: _, ...unknown } = judged
    return { ...unknown, state: 'empty', says: 'Nothing to tell both sides by.' }
  }
  return { ...judged, state: 'measured', says: sayDistance(judged) }
}

function missing<Value>(
  values: readonly (Value | undefined)[],
  { length }: readonly Value[],
): number {
  return values.length === 0 ? 0 : (values.length - length) / values.length
}

const asIs = (threshold: number) => threshold

function scoreText(
  asked: DriftTest | undefined,
  reference: readonly string[],
  current: readonly string[],
): Scored | undefined {
  const test = asked ?? (reference.length > fewTexts ? 'textContent' : 'textContentByChance')
  if (test !== 'textContent' && test !== 'textContentByChance') return undefined
  const { area, chance } = scoreTexts(reference, current)
  return { test, score: area, bound: test === 'textContent' ? asIs : chance }
}

function scoreEmbedding(
  asked: DriftTest | undefined,
  reference: readonly (Float32Array | Float64Array)[],
  current: readonly (Float32Array | Float64Array)[],
): Scored | undefined {
  const test =
    asked ?? (reference.length > fewEmbeddings ? 'embeddingModel' : 'embeddingModelByChance')
  switch (test) {
    case 'embeddingModel':
    case 'embeddingModelByChance': {
      const { area, chance } = tellEmbeddingsApart(reference, current)
      return { test, score: area, bound: test === 'embeddingModel' ? asIs : chance }
    }
    case 'embeddingDistance':
      return { test, score: distanceOfMeans(reference, current), bound: asIs }
    case 'embeddingRatio':
      return { test, score: shareOfMoved(reference, current), bound: asIs }
    case 'embeddingDiscrepancy':
      return { test, score: meanDiscrepancy(reference, current), bound: asIs }
    default:
      return undefined
  }
}
