import type { Column } from '../../table/index.ts'
import { alikeRowsReader } from './alike-rows.ts'
import { deskBytes, deskPlaces, mostBodyBytes } from './desk.ts'
import { numberBounds } from './number-bounds.ts'
import { decimalReader } from './read-decimal.ts'

/** Rows of numbers as a request has them. They are written over by the next request. */
export interface NumberRows {
  readonly rowCount: number
  /**
   * Those of a row beside each other, by the order of the columns; NaN where one is missing. Rounded to 32 bits they are
   * those of the body; before, the last digits may differ.
   */
  readonly values: Float64Array
  /** Where each row stands in the body, as pairs of places: of `{` and behind `}`. */
  readonly places: Int32Array
  /** As they are written; undefined where rows are not written alike, or a number has more than digits, sign and point. */
  readonly numbers: WrittenNumbers | undefined
}

/** The numbers of all rows as they stand in the body, each with a comma, on the desk. */
export interface WrittenNumbers {
  /** The columns of each row, as they come. */
  readonly order: Int32Array
  readonly byteCount: number
}

/** Undefined for all that isn't plainly rows of these columns: that goes another way, which says what is wrong. */
export type ReadNumberRows = (body: Uint8Array) => NumberRows | undefined

type Asked = readonly (readonly [string, Column])[]

/** Of these names are looked for, also where the body ends. */
const mostNameBytes = 120
const [comma, minus, point, opened, closed, listClosed, space] = [44, 45, 46, 123, 125, 93, 32]

const body = deskBytes('body')
const words = new DataView(body.buffer, body.byteOffset, body.length)
const values = new Float64Array(body.buffer, deskPlaces.values.at, deskPlaces.values.size / 8)
const places = new Int32Array(body.buffer, deskPlaces.rows.at, deskPlaces.rows.size / 4)
const numbers = deskBytes('numbers')
const decimal = decimalReader(body)

/**
 * Reads rows of JSON straight from the bytes of a body. Undefined where a column is something else than a number.
 */
export function numberRowsReader(asked: Asked, mostRows: number): ReadNumberRows | undefined {
  const width = asked.length
  if (width === 0 || asked.some(([, column]) => !isNumber(column))) return undefined
  const names = asked.map(([name]) => textWords(`${JSON.stringify(name)}:`))
  if (names.some(({ byteCount }) => byteCount > mostNameBytes)) return undefined
  const columns = asked.map(([, column]) => numberBounds(column))
  /** The row in which a column was last seen, counted on and on. */
  const seenIn = new Float64Array(width)
  /** Of the row that was read last: its columns as they came, and where each number begins and ends. */
  const order = new Int32Array(width)
  const starts = new Int32Array(width)
  const ends = new Int32Array(width)
  const readAlike = alikeRowsReader(columns, { order, starts, ends })
  let serial = 0
  let at = 0
  /** Of the first row of a body. */
  const firstOrder = new Int32Array(width)
  /** So much of the numbers is written; below 0 where they are not all. */
  let numbersEnd = 0

  /** Which column is named here; below 0 where none is. */
  function columnAt(likely: number): number {
    for (let tries = 0; tries < width; tries += 1) {
      const column = likely + tries < width ? likely + tries : likely + tries - width
      const name = names[column]
      if (name !== undefined && standsAt(at, name)) {
        at += name.byteCount
        return column
      }
    }
    return -1
  }

  function readValue(column: number, place: number): boolean {
    const bounds = columns[column]
    if (bounds === undefined) return false
    const value = decimal.read(at)
    if (decimal.end === at) {
      if (!bounds.isOptional || !standsAt(at, nothing)) return false
      at += nothing.byteCount
      values[place] = Number.NaN
      return true
    }
    at = decimal.end
    values[place] = value
    return (
      value >= bounds.min && value <= bounds.max && (!bounds.isWhole || Number.isSafeInteger(value))
    )
  }

  /** From `{` to behind `}`. */
  function readRow(row: number): boolean {
    serial += 1
    places[2 * row] = at
    let likely = 0
    let seenCount = 0
    do {
      at = afterSpaces(at + 1)
      const column = columnAt(likely)
      if (column < 0 || seenIn[column] === serial) return false
      seenIn[column] = serial
      at = afterSpaces(at)
      order[seenCount] = column
      starts[seenCount] = at
      if (!readValue(column, row * width + column)) return false
      ends[seenCount] = at
      seenCount += 1
      at = afterSpaces(at)
      likely = column + 1 < width ? column + 1 : 0
    } while (body[at] === comma)
    if (body[at] !== closed) return false
    at += 1
    places[2 * row + 1] = at
    // What is left out has to be told as such in the answer.
    return seenCount === width
  }

  /** Beside those of the rows before. */
  function writeNumbers(row: number): void {
    if (row === 0) firstOrder.set(order)
    for (let place = 0; place < width && numbersEnd >= 0; place += 1) {
      const end = ends[place] ?? 0
      if (order[place] !== firstOrder[place]) numbersEnd = -1
      for (let from = starts[place] ?? 0; from < end && numbersEnd >= 0; from += 1) {
        const letter = body[from] ?? 0
        numbers[numbersEnd] = letter
        numbersEnd = letter === minus || letter === point || isDigit(letter) ? numbersEnd + 1 : -1
      }
      if (numbersEnd >= 0) numbers[numbersEnd] = comma
      if (numbersEnd >= 0) numbersEnd += 1
    }
  }

  /** From the first row to behind the last; tells how many there are, 0 where one isn't as it should be. */
  function readRows(isMany: boolean): number {
    let alikeTries = mostAlikeTries
    for (let rowCount = 0; rowCount < mostRows;) {
      if (body[at] !== opened || !readRow(rowCount)) return 0
      if (isMany && numbersEnd >= 0) writeNumbers(rowCount)
      rowCount += 1
      if (!isMany || body[at] !== comma) return rowCount
      at = afterSpaces(at + 1)
      if (alikeTries === 0) {
        numbersEnd = -1
        continue
      }
      const alike = readAlike(rowCount - 1, at, Math.max(0, numbersEnd))
      if (alike.rowCount === 0) alikeTries -= 1
      else if (numbersEnd >= 0) numbersEnd = alike.numbersEnd
      rowCount += alike.rowCount
      at = alike.end
    }
    return 0
  }

  return (bytes) => {
    if (bytes.length > mostBodyBytes) return undefined
    body.set(bytes)
    body.fill(0, bytes.length, bytes.length + mostNameBytes + 8)
    const isMany = standsAt(0, rowsMember)
    at = isMany ? rowsMember.byteCount : 0
    numbersEnd = isMany ? 0 : -1
    const rowCount = readRows(isMany)
    if (rowCount === 0) return undefined
    if (isMany) {
      if (body[at] !== listClosed || body[at + 1] !== closed) return undefined
      at += 2
    }
    if (at !== bytes.length) return undefined
    const written = numbersEnd < 0 ? undefined : { order: firstOrder, byteCount: numbersEnd }
    return { rowCount, values, places, numbers: written }
  }
}

/** Where no row is written like the one before it, to look for more of them would take longer than to read them. */
const mostAlikeTries = 8

function isNumber({ type, oneOf, default: otherwise }: Column): boolean {
  return (type === 'float' || type === 'integer') && oneOf === undefined && otherwise === undefined
}

/** A text of at least four bytes, as words of four; the last one may begin before the one before it ends. */
interface TextWords {
  readonly byteCount: number
  readonly words: Int32Array
}

function textWords(text: string): TextWords {
  const bytes = Buffer.from(text)
  const count = Math.ceil(bytes.length / 4)
  const starts = Array.from({ length: count }, (_, word) => Math.min(4 * word, bytes.length - 4))
  return {
    byteCount: bytes.length,
    words: Int32Array.from(starts, (start) => bytes.readInt32LE(start)),
  }
}

const rowsMember = textWords('{"rows":[')
const nothing = textWords('null')

function standsAt(at: number, { byteCount, words: wanted }: TextWords): boolean {
  const last = wanted.length - 1
  for (let word = 0; word < last; word += 1) {
    if (words.getInt32(at + 4 * word, true) !== wanted[word]) return false
  }
  return words.getInt32(at + byteCount - 4, true) === wanted[last]
}

function isDigit(letter: number): boolean {
  return letter >= 48 && letter <= 57
}

/** Behind blanks; ends of lines are not among them, as a journal has lines of its own. */
function afterSpaces(from: number): number {
  let at = from
  while (body[at] === space) at += 1
  return at
}
