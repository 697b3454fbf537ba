import { deskBytes, idSigns } from './desk.ts'
import type { NumberRows } from './number-rows.ts'
import { numbersPacker } from './pack-numbers.ts'
import { splitId, type PackedRows } from './packed-rows.ts'

/** What was answered of rows that were read. */
export interface AnsweredRows {
  readonly firstId: string
  readonly at: string
  /** What was predicted as JSON, with a comma behind each. */
  readonly numerals: string
  readonly text: Uint8Array
}

/** Of fewer rows what is told of them takes as much as it spares. */
const fewestRows = 4

const ids = deskBytes('ids')

/** Packs the rows that were read and written last; undefined where that can't be done, or isn't worth it. */
export function rowsPacker(
  names: readonly string[],
): (rows: NumberRows, answered: AnsweredRows) => PackedRows | undefined {
  const packNumbers = numbersPacker()
  let lastOrder: Int32Array = new Int32Array(names.length)
  let lastColumns = ''

  function columnsOf(order: Int32Array): string {
    if (lastColumns === '' || order.some((column, place) => column !== lastOrder[place])) {
      lastOrder = order.slice()
      lastColumns = JSON.stringify(Array.from(order, (column) => names[column]))
    }
    return lastColumns
  }

  return ({ rowCount, numbers }, { firstId, at, numerals, text }) => {
    if (numbers === undefined || rowCount < fewestRows) return undefined
    const { order, byteCount } = numbers
    const [id] = splitId(firstId)
    const idsText = ids.toString('latin1', 0, rowCount * idSigns)
    const values = `"values":[${numerals.slice(0, -1)}]`
    const about = `{"id":"${id}","ids":"${idsText}","at":"${at}","columns":${columnsOf(order)},${values}}`
    const packed = packNumbers(byteCount)
    return { about, numbers: packed, sparedBytes: text.length - about.length - packed.length }
  }
}
