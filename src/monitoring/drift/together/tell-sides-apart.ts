import {
  boostedTrees,
  featureImportance,
  fitModel,
  logisticRegression,
  predictColumns,
  rocAuc,
  tfIdf,
  type FitModelOptions,
  type InputColumn,
} from '../../../learn/index.ts'
import { seededRandom } from '../../../base/index.ts'
import { pickColumn } from '../../monitors/slice-rows.ts'
import type { TextColumn } from '../descriptors/described-column.ts'
import type { MultivariateDrift } from '../drift-report.ts'

export interface TellApartOptions {
  readonly seed?: number
  readonly signal?: AbortSignal
}

const foldCount = 5
/** Of each side; more tell little more and take longer. */
const mostRows = 20_000

/**
 * Whether a classifier (our boosted trees) can tell rows of both sides apart by their columns together: the
 * area under its curve on rows that it did not learn from, one half where nothing differs. Drift outside
 * 0.45 to 0.65, as NannyML has it, and where rows are few outside three errors of the area. Columns of one side only are left out; undefined where none are left or a side
 * has fewer rows than folds.
 */
export async function tellSidesApart(
  reference: readonly InputColumn[],
  current: readonly InputColumn[],
  options: TellApartOptions = {},
): Promise<MultivariateDrift | undefined> {
  const columns = joinColumns(reference, current)
  const score = await areaOutOfFold(columns, options, {
    learner: boostedTrees({ loss: 'logistic', threads: 1 }),
  })
  if (score === undefined) return undefined
  const { area, importance, error } = score
  const [lower, upper] = [Math.min(0.45, 0.5 - 3 * error), Math.max(0.65, 0.5 + 3 * error)]
  const drifted = area < lower || area > upper
  return { method: 'classifier', score: area, lower, upper, drifted, columns: importance }
}

/**
 * The same by the words of one text column (TF-IDF and logistic regression): what Evidently calls text
 * content drift, with its bound of 0.55, or three errors of the area where rows are few. Its own learner gives other
 * digits.
 */
export async function tellTextsApart(
  reference: TextColumn,
  current: TextColumn,
  options: TellApartOptions = {},
): Promise<MultivariateDrift | undefined> {
  const asCategory = ({ name, values }: TextColumn) => ({ name, kind: 'category' as const, values })
  const columns = joinColumns([asCategory(reference)], [asCategory(current)])
  const encoders = { [reference.name]: tfIdf({ terms: 1000, stopWords: 'english' }) }
  const learner = logisticRegression()
  const score = await areaOutOfFold(columns, options, { learner, encoders })
  if (score === undefined) return undefined
  const { area, error } = score
  const [lower, upper] = [0, Math.max(0.55, 0.5 + 3 * error)]
  return { method: 'classifier', score: area, lower, upper, drifted: area > upper }
}

interface Joined {
  readonly columns: readonly InputColumn[]
  /** 0 for a row of the reference, 1 for a current one. */
  readonly sides: Float64Array
}

function joinColumns(reference: readonly InputColumn[], current: readonly InputColumn[]): Joined {
  const others = new Map(current.map((column) => [column.name, column]))
  const counts = [reference, current].map(([first]) =>
    Math.min(first?.values.length ?? 0, mostRows),
  )
  const [n = 0, m = 0] = counts
  const columns = reference.flatMap((first): InputColumn[] => {
    const second = others.get(first.name)
    if (first.kind === 'number' && second?.kind === 'number') {
      const values = new Float64Array(n + m)
      values.set(thin(first.values, n))
      values.set(thin(second.values, m), n)
      return [{ ...first, values: values.map((value) => (Number.isFinite(value) ? value : NaN)) }]
    }
    if (first.kind === 'category' && second?.kind === 'category') {
      return [{ ...first, values: [...thin(first.values, n), ...thin(second.values, m)] }]
    }
    return []
  })
  const sides = Float64Array.from({ length: n + m }, (_, row) => Number(row >= n))
  return { columns, sides }
}

function thin<Value>(values: ArrayLike<Value>, count: number): Value[] {
  return Array.from(
    { length: count },
    (_, at) => values[Math.floor((at * values.length) / count)] as Value,
  )
}

/** The area over all rows, each judged by a model that did not see it. */
async function areaOutOfFold(
  { columns, sides }: Joined,
  { seed = 13, signal }: TellApartOptions,
  how: Pick<FitModelOptions, 'learner' | 'encoders'>,
) {
  const later = sides.reduce((sum, side) => sum + side, 0)
  const isTooFew = Math.min(later, sides.length - later) < foldCount
  if (columns.length === 0 || isTooFew) return undefined
  const random = seededRandom(seed)
  const order = [...sides.keys()]
    .map((row) => ({ row, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ row }) => row)
  const said = new Float64Array(sides.length)
  const gains = new Map<string, number>()
  for (let fold = 0; fold < foldCount; fold += 1) {
    const train = order.filter((_, at) => at % foldCount !== fold)
    const test = order.filter((_, at) => at % foldCount === fold)
    const model = await fitModel({
      ...how,
      columns: columns.map((column) => pickColumn(column, train)),
      target: Float64Array.from(train, (row) => sides[row] ?? 0),
      seed,
      ...(signal === undefined ? {} : { signal }),
    })
    const predicted = predictColumns(
      model,
      columns.map((column) => pickColumn(column, test)),
    )
    for (const [at, row] of test.entries()) said[row] = predicted[at] ?? 0
    for (const { name, importance } of featureImportance(model)) {
      gains.set(name, (gains.get(name) ?? 0) + importance / foldCount)
    }
  }
  const importance = [...gains]
    .map(([column, share]) => ({ column, share }))
    .toSorted((a, b) => b.share - a.share)
  const earlier = sides.length - later
  // Of an area where nothing differs (Mann and Whitney).
  const error = Math.sqrt((later + earlier + 1) / (12 * later * earlier))
  return { area: rocAuc().of(sides, said), error, importance }
}
