import { chunkBytes, deskBytes, deskPlaces } from './desk.ts'
import type { NumberBounds } from './number-bounds.ts'
import {
  columnBytes,
  columnPlaces,
  mostOff,
  readRowsKernel,
  readWords,
} from './read-rows-kernel.ts'

/** How a row is written: its columns as they came, and where each number begins and ends in the body. */
export interface WrittenRow {
  readonly order: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

export interface AlikeRows {
  readonly rowCount: number
  /** Where the next row begins. */
  readonly end: number
  /** Up to where their numbers stand as they are written. */
  readonly numbersEnd: number
}

const { words: toldWords, columns: columnRoom, pieces, values, rows, body, numbers } = deskPlaces
const memory = deskBytes('words').buffer
const bytes = new Uint8Array(memory)
const words = new Uint32Array(memory, toldWords.at, toldWords.size / 4)
const columnWords = new Uint32Array(memory, columnRoom.at, columnRoom.size / 4)
const columnDoubles = new Float64Array(memory, columnRoom.at, columnRoom.size / 8)

/**
 * Reads rows that are written like the one that was read before them: of a hundred rows of a request mostly all others.
 * `row` is the number of that row, `at` where the next one begins, and `numbersAt` where its numbers are written. The last
 * row of a body is always left.
 */
export function alikeRowsReader(
  columns: readonly NumberBounds[],
  { order, starts, ends }: WrittenRow,
): (row: number, at: number, numbersAt: number) => AlikeRows {
  const width = columns.length
  const fits = (width + 1) * columnBytes <= columnRoom.size
  const kernel = fits ? readRowsKernel() : undefined
  let pieceEnd = 0

  /** What stands in a body before a number, or between rows. */
  function tellPiece(place: number, from: number, to: number): void {
    const first = (place * columnBytes) / 4
    columnWords[first + columnPlaces.chunks / 4] = pieceEnd
    columnWords[first + columnPlaces.textBytes / 4] = to - from
    for (let start = from; start < to; start += chunkBytes) {
      const end = Math.min(to, start + chunkBytes)
      bytes.fill(0, pieceEnd, pieceEnd + 2 * chunkBytes)
      bytes.copyWithin(pieceEnd, body.at + start, body.at + end)
      bytes.fill(255, pieceEnd + chunkBytes, pieceEnd + chunkBytes + end - start)
      pieceEnd += 2 * chunkBytes
    }
    columnWords[first + columnPlaces.chunksEnd / 4] = pieceEnd
  }

  function tellColumn(place: number): void {
    const column = order[place] ?? 0
    const bounds = columns[column]
    if (bounds === undefined) return
    const { min, max, isWhole } = bounds
    const first = (place * columnBytes) / 8
    columnWords[(place * columnBytes + columnPlaces.value) / 4] = 8 * column
    columnDoubles[first + columnPlaces.min / 8] = min
    columnDoubles[first + columnPlaces.max / 8] = max
    columnDoubles[first + columnPlaces.surelyMin / 8] = isWhole ? Infinity : min + offBy(min)
    columnDoubles[first + columnPlaces.surelyMax / 8] = isWhole ? -Infinity : max - offBy(max)
  }

  return (row, at, numbersAt) => {
    const start = startOf(row)
    const textBytes = at - start
    const none = { rowCount: 0, end: at, numbersEnd: numbersAt }
    if (kernel === undefined || 4 * textBytes + 2 * chunkBytes * width > pieces.size) return none
    pieceEnd = pieces.at
    for (let place = 0; place < width; place += 1) {
      tellPiece(place, place === 0 ? start : (ends[place - 1] ?? 0), starts[place] ?? 0)
      tellColumn(place)
    }
    const lastEnd = ends[width - 1] ?? 0
    tellPiece(width, lastEnd, at)
    const firstValue = values.at + 8 * width * (row + 1)
    words[readWords.at] = body.at + at
    words[readWords.values] = firstValue
    words[readWords.places] = rows.at + 8 * (row + 1)
    words[readWords.lastColumn] = columnRoom.at + columnBytes * width
    words[readWords.rowBytes] = 8 * width
    words[readWords.closing] = endOf(row) - lastEnd
    words[readWords.numbers] = numbers.at + numbersAt
    kernel.readRows()
    const readCount = ((words[readWords.values] ?? 0) - firstValue) / (8 * width)
    return {
      rowCount: readCount,
      end: (words[readWords.at] ?? 0) - body.at,
      numbersEnd: (words[readWords.numbers] ?? 0) - numbers.at,
    }
  }
}

const rowPlaces = new Int32Array(memory, rows.at, rows.size / 4)

function startOf(row: number): number {
  return rowPlaces[2 * row] ?? 0
}

function endOf(row: number): number {
  return rowPlaces[2 * row + 1] ?? 0
}

/** How far a number near a bound may be off. */
function offBy(bound: number): number {
  return Math.abs(bound) * (mostOff * Number.EPSILON)
}
