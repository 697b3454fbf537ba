import { seededRandom } from '../../base/index.ts'
import type { ClassShares } from '../class-shares.ts'
import { shuffleColumn, worsening, type Importance } from '../importance.ts'
import type { InputColumn } from '../input-column.ts'
import { measureRows, pickJudged, rowDrawer, type JudgedRows } from '../judged-rows.ts'
import type { Metric, RowsBeside } from '../metric.ts'
import { quantileOf } from '../statistics/quantile-of.ts'

export type Predict = (columns: readonly InputColumn[]) => Float64Array | Promise<Float64Array>

export interface MeasuredImportance extends Importance {
  readonly low: number
  readonly high: number
}

/** What is measured on which rows. */
export interface JudgedColumns extends Pick<RowsBeside, 'groups'> {
  readonly target: Float64Array
  readonly metric: Metric
  /** How likely classes are held to be, for a metric that asks. */
  readonly sharesOf?: (
    columns: readonly InputColumn[],
  ) => ClassShares | undefined | Promise<ClassShares | undefined>
}

export interface ImportanceOptions {
  readonly seed: number | string
  /** How often each column is shuffled. */
  readonly repeats: number
  /** How often rows are drawn anew for the interval. */
  readonly draws: number
  readonly confidence: number
}

/**
 * How much worse a metric becomes when a column's values are shuffled among the rows, the most important first.
 * The interval holds both what chance does: which rows there are, and how they were shuffled.
 */
export async function measureImportance(
  predict: Predict,
  columns: readonly InputColumn[],
  judged: JudgedColumns,
  { seed, repeats, draws, confidence }: ImportanceOptions,
): Promise<readonly MeasuredImportance[]> {
  const { target: truth, metric, groups, sharesOf } = judged
  const ask = async (asked: readonly InputColumn[]): Promise<JudgedRows> => {
    const shares = metric.asksShares === true ? await sharesOf?.(asked) : undefined
    return {
      truth,
      said: await predict(asked),
      ...(groups === undefined ? {} : { groups }),
      ...(shares === undefined ? {} : { shares }),
    }
  }
  const before = await ask(columns)
  const draw = rowDrawer(truth.length, before)
  const found: MeasuredImportance[] = []
  for (const column of columns) {
    const random = seededRandom(seed).fork(column.name)
    const shuffled: JudgedRows[] = []
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const own = shuffleColumn(column, random)
      shuffled.push(await ask(columns.map((other) => (other === column ? own : other))))
    }
    const was = measureRows(metric, before)
    const losses = shuffled.map((after) => worsening(metric, was, measureRows(metric, after)))
    const drawn = Float64Array.from({ length: draws }, (_, at) => {
      const picked = draw(random)
      const after = shuffled[at % repeats] ?? before
      return worsening(
        metric,
        measureRows(metric, pickJudged(before, picked)),
        measureRows(metric, pickJudged(after, picked)),
      )
    })
    // A draw on which the metric can't be measured, as of one class only, tells nothing.
    const told = drawn.filter((value) => !Number.isNaN(value)).toSorted()
    found.push({
      name: column.name,
      importance: losses.reduce((sum, loss) => sum + loss, 0) / repeats,
      low: quantileOf(told, (1 - confidence) / 2),
      high: quantileOf(told, (1 + confidence) / 2),
    })
  }
  return found.toSorted((a, b) => b.importance - a.importance)
}
