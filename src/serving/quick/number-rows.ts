import type { Column } from '../../table/index.ts'
import { decimalReader } from './read-decimal.ts'

/** Rows of numbers as a request has them. They are written over by the next request. */
export interface NumberRows {
  readonly rowCount: number
  /** Those of a row beside each other, by the order of the columns; NaN where one is missing. */
  readonly values: Float64Array
  /** Where each row stands in the body, as pairs of places: of `{` and behind `}`. */
  readonly places: Int32Array
}

/** Undefined for all that isn't plainly rows of these columns: that goes another way, which says what is wrong. */
export type ReadNumberRows = (body: Uint8Array) => NumberRows | undefined

type Asked = readonly (readonly [string, Column])[]

/** Longer bodies go another way. */
const mostBytes = 2 ** 18
/** Of these names are looked for, also where the body ends. */
const mostNameBytes = 120
const [comma, opened, closed, listClosed, space] = [44, 123, 125, 93, 32]

/**
 * Where the body is read from, and bytes of 0 behind it: always the same memory, as the machine's code is made for it.
 */
const body = new Uint8Array(mostBytes + mostNameBytes + 8)
const words = new DataView(body.buffer)
const decimal = decimalReader(body)

/**
 * Reads rows of JSON straight from the bytes of a body. Undefined where a column is something else than a number.
 */
export function numberRowsReader(asked: Asked, mostRows: number): ReadNumberRows | undefined {
  const width = asked.length
  if (width === 0 || asked.some(([, column]) => !isNumber(column))) return undefined
  const names = asked.map(([name]) => textWords(`${JSON.stringify(name)}:`))
  if (names.some(({ byteCount }) => byteCount > mostNameBytes)) return undefined
  const columns = asked.map(([, column]) => boundsOf(column))
  /** The row in which a column was last seen, counted on and on. */
  const seenIn = new Float64Array(width)
  let values = new Float64Array(width)
  let places = new Int32Array(2)
  let serial = 0
  let at = 0

  function makeRoom(row: number): void {
    if (places.length >= 2 * (row + 1)) return
    const [oldValues, oldPlaces] = [values, places]
    places = new Int32Array(4 * (row + 1))
    values = new Float64Array(2 * (row + 1) * width)
    values.set(oldValues)
    places.set(oldPlaces)
  }

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
    makeRoom(row)
    serial += 1
    places[2 * row] = at
    let likely = 0
    let seenCount = 0
    do {
      at = afterSpaces(at + 1)
      const column = columnAt(likely)
      if (column < 0 || seenIn[column] === serial) return false
      seenIn[column] = serial
      seenCount += 1
      at = afterSpaces(at)
      if (!readValue(column, row * width + column)) return false
      at = afterSpaces(at)
      likely = column + 1 < width ? column + 1 : 0
    } while (body[at] === comma)
    if (body[at] !== closed) return false
    at += 1
    places[2 * row + 1] = at
    // What is left out has to be told as such in the answer.
    return seenCount === width
  }

  return (bytes) => {
    if (bytes.length > mostBytes) return undefined
    body.set(bytes)
    body.fill(0, bytes.length, bytes.length + mostNameBytes + 8)
    const isMany = standsAt(0, rowsMember)
    at = isMany ? rowsMember.byteCount : 0
    let rowCount = 0
    for (;;) {
      if (body[at] !== opened || rowCount === mostRows || !readRow(rowCount)) return undefined
      rowCount += 1
      if (!isMany || body[at] !== comma) break
      at = afterSpaces(at + 1)
    }
    if (isMany) {
      if (body[at] !== listClosed || body[at + 1] !== closed) return undefined
      at += 2
    }
    return at === bytes.length ? { rowCount, values, places } : undefined
  }
}

function isNumber({ type, oneOf }: Column): boolean {
  return (type === 'float' || type === 'integer') && oneOf === undefined
}

function boundsOf({ type, optional, min = -Infinity, max = Infinity }: Column) {
  return {
    isWhole: type === 'integer',
    isOptional: optional,
    // A number that is too large for 64 bits is none.
    min: Math.max(min, -Number.MAX_VALUE),
    max: Math.min(max, Number.MAX_VALUE),
  }
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

/** Behind blanks; ends of lines are not among them, as a journal has lines of its own. */
function afterSpaces(from: number): number {
  let at = from
  while (body[at] === space) at += 1
  return at
}
