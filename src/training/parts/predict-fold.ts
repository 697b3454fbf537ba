import { askColumns, joinSaid, pickJudged, type Said, type SplitRows } from '../../learn/index.ts'
import type { Model } from '../model.ts'
import { learnRows } from './learn-rows.ts'
import type { PartRows } from './part-rows.ts'
import { pickRows } from './take-rows.ts'

/** What the model says of the rows that are tested on. */
export type PredictFold = (fold: SplitRows) => Promise<Said>

/** Folds of rows that come in batches: learned from one after the other, so that memory holds one of them. */
export function foldsInTurn(
  model: Model,
  rows: PartRows,
  signal: AbortSignal | undefined,
): PredictFold {
  let last: Promise<unknown> = Promise.resolve()
  return (fold) => {
    const own = last.then(() => predictFold(model, rows, fold, signal))
    last = own
    return own
  }
}

async function predictFold(
  model: Model,
  rows: PartRows,
  { train, test }: SplitRows,
  signal: AbortSignal | undefined,
): Promise<Said> {
  const fitted = await learnRows(model, onlyRows(rows, train), signal && { signal })
  const parts: Said[] = []
  for await (const { features } of onlyRows(rows, test).read()) {
    parts.push(askColumns(fitted, features, model.measure))
  }
  const places = new Map(Array.from(test.toSorted(), (row, place) => [row, place]))
  const inOrder = joinSaid(parts)
  const { said, shares } = pickJudged(
    { truth: inOrder.said, ...inOrder },
    { rows: Array.from(test, (row) => places.get(row) ?? 0) },
  )
  return { said, ...(shares === undefined ? {} : { shares }) }
}

function onlyRows({ rowCount, names, read }: PartRows, rows: Uint32Array): PartRows {
  const isWanted = new Uint8Array(rowCount)
  for (const row of rows) isWanted[row] = 1
  return {
    rowCount: rows.length,
    names,
    async *read(wanted) {
      let start = 0
      for await (const part of read(wanted)) {
        const own: number[] = []
        for (let row = 0; row < part.rowCount; row += 1) {
          if (isWanted[start + row] === 1) own.push(row)
        }
        start += part.rowCount
        if (own.length > 0) yield pickRows(part, own)
      }
    },
  }
}
