import { rocAuc, rSquared, type InputColumn } from '../../learn/index.ts'
import type { LeakSuspicion, PredictionKind } from '../../registry/index.ts'
import type { PartRows } from '../parts/part-rows.ts'
import { conditionEdges, placeOf } from './place-of.ts'

export interface RowsToSuspect {
  readonly train: Part
  readonly test: Part
  /** All rows that were learned from, of which `train` has some where they come in batches. */
  readonly learned: Pick<PartRows, 'read'>
}

interface Part {
  readonly columns: readonly InputColumn[]
  readonly label: Float64Array
}

/** A single column that ranks so well, or explains so much, is hardly known before the label. */
const tooGoodRank = 0.97
const tooGoodShare = 0.95
/** A column whose being there or not tells as much. */
const tellingAbsence = 0.9

/**
 * Columns that are too good to be true: one that is the label itself or tells it all by itself, one that is known
 * only where the label is so, and held-out rows that were learned from.
 */
export async function suspectLeaks(
  kind: PredictionKind,
  labelName: string,
  { train, test, learned: all }: RowsToSuspect,
): Promise<readonly LeakSuspicion[]> {
  if (train.label.length === 0 || test.label.length < 2) return []
  const own = test.columns.flatMap((column): LeakSuspicion[] => {
    const learned = train.columns.find(({ name }) => name === column.name)
    if (learned === undefined) return []
    const sentence =
      suspectCopy(column, test.label, labelName) ??
      suspectWorth(kind, { learned, column, train, test }) ??
      suspectAbsence(kind, column, test.label)
    return sentence === undefined ? [] : [{ column: column.name, sentence }]
  })
  return [...own, ...(await suspectSharedRows(all, test))]
}

function suspectCopy(column: InputColumn, label: Float64Array, name: string): string | undefined {
  if (column.kind === 'category') return undefined
  const { values } = column
  const isSame = values.every((value, row) => value === label[row])
  return isSame ? `It is the target ${name} itself on every held-out row.` : undefined
}

interface Pair {
  readonly learned: InputColumn
  readonly column: InputColumn
  readonly train: Part
  readonly test: Part
}

/** What the mean label of each value, or of each twentieth of numbers, says by itself. */
function suspectWorth(
  kind: PredictionKind,
  { learned, column, train, test }: Pair,
): string | undefined {
  const edges = conditionEdges(learned, 20)
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [row, value] of train.label.entries()) {
    const place = placeOf(learned, row, edges)
    const found = sums.get(place) ?? { sum: 0, count: 0 }
    sums.set(place, { sum: found.sum + value, count: found.count + 1 })
  }
  const mean = train.label.reduce((sum, value) => sum + value, 0) / train.label.length
  const said = test.label.map((_, row) => {
    const found = sums.get(placeOf(column, row, edges))
    return found === undefined ? mean : found.sum / found.count
  })
  if (kind === 'yesOrNo') {
    const rank = rocAuc().of(test.label, said)
    return rank >= tooGoodRank
      ? `By itself it tells yes from no almost always (ROC AUC ${show(rank)}).`
      : undefined
  }
  const share = rSquared(test.label, said)
  return share >= tooGoodShare
    ? `By itself it explains ${show(100 * share)} % of the target’s variance.`
    : undefined
}

function suspectAbsence(
  kind: PredictionKind,
  column: InputColumn,
  label: Float64Array,
): string | undefined {
  if (kind !== 'yesOrNo') return undefined
  const isMissing = label.map((_, row) => {
    const value = column.values[row]
    return Number(value === undefined || value === '' || Number.isNaN(value))
  })
  const rank = rocAuc().of(label, isMissing)
  const found = Math.max(rank, 1 - rank)
  return found >= tellingAbsence
    ? `Whether it is missing tells yes from no (ROC AUC ${show(found)}).`
    : undefined
}

async function suspectSharedRows(
  { read }: Pick<PartRows, 'read'>,
  test: Part,
): Promise<readonly LeakSuspicion[]> {
  // Where no column tells rows apart, equal ones are no wonder.
  const telling = test.columns.find(isNearlyUnique)
  if (telling === undefined) return []
  const textOf = ({ columns, label }: Part, row: number) =>
    JSON.stringify([label[row], ...columns.map(({ values }) => values[row] ?? null)])
  const asked = Map.groupBy(test.label.keys(), (row) => textOf(test, row))
  const values = new Set<unknown>(telling.values)
  const found = new Set<string>()
  for await (const { features: columns, label } of read()) {
    const own = columns.find(({ name }) => name === telling.name)
    for (let row = 0; row < label.length; row += 1) {
      // Most rows are told to be others by one value.
      if (!values.has(own?.values[row])) continue
      const text = textOf({ columns, label }, row)
      if (asked.has(text)) found.add(text)
    }
  }
  const shared = [...found].reduce((count, text) => count + (asked.get(text)?.length ?? 0), 0)
  const share = shared / test.label.length
  if (share < 0.01) return []
  const column = `${test.columns.length} features and the target`
  const sentence = `${shared} held-out rows (${show(100 * share)} %) are equal to rows that were learned from.`
  return [{ column, sentence }]
}

function isNearlyUnique({ values }: InputColumn): boolean {
  return new Set<unknown>(values).size > values.length / 2
}

function show(value: number): string {
  return String(Number(value.toPrecision(3)))
}
