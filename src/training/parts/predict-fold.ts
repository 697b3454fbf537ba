import { pickJudged, type Said, type SplitRows } from '../../learn/index.ts'
import { openFitPool, type FitPool, type FoldWork } from '../fit-pool.ts'
import { askRows } from './ask-rows.ts'
import { learnBy } from './learn-rows.ts'
import { onlyRows, type PartRows } from './part-rows.ts'

/** What the model says of the rows that are tested on. */
export type PredictFold = (fold: SplitRows) => Promise<Said>

/** Who learns from some rows and answers others. */
export type Folds = Pick<FitPool, 'predict' | 'close'>

/** Several folds at once where all rows are held, else one after the other, so that memory holds one of them. */
export function openFolds(rows: PartRows, size: number, signal?: AbortSignal): Folds {
  if (rows.whole !== undefined) return openFitPool(rows.whole, size)
  let last: Promise<unknown> = Promise.resolve()
  return {
    predict(work) {
      const ask = () => predictFold(rows, work, signal)
      const own = last.then(ask, ask)
      last = own
      return own
    },
    close: async () => Promise.resolve(),
  }
}

async function predictFold(
  rows: PartRows,
  { options, train, test, metrics }: FoldWork,
  signal: AbortSignal | undefined,
): Promise<Said> {
  signal?.throwIfAborted()
  const fitted = await learnBy(options, onlyRows(rows, train), signal && { signal })
  const inOrder = await askRows(fitted, onlyRows(rows, test), metrics)
  const places = new Map(Array.from(test.toSorted(), (row, place) => [row, place]))
  const { said, shares } = pickJudged(
    { truth: inOrder.said, ...inOrder },
    { rows: Array.from(test, (row) => places.get(row) ?? 0) },
  )
  return { said, ...(shares === undefined ? {} : { shares }) }
}
