import { randomFillSync } from 'node:crypto'
import { deskBytes, deskPlaces, idSigns, mostAnswerBytes, mostNumeralBytes } from './desk.ts'
import { writeRowsKernel, writeWords } from './write-rows-kernel.ts'

/** What stands in each row: up to the end of its id, of which the last signs are another in each; and up to its value. */
export interface RowTexts {
  readonly before: string
  readonly behindId: string
}

export interface RowsWriter {
  /** Whether so many rows, asked by a body of so many bytes, can be written. */
  hasRoom(rowCount: number, bodyBytes: number): boolean
  /** The rows that were read last, with their values. They are written over by the next call. */
  write(rowCount: number, values: Float64Array, texts: RowTexts): WrittenRows
}

export interface WrittenRows {
  readonly bytes: Uint8Array
  /** The values as JSON, with a comma behind each. */
  readonly numerals: string
}

/** Of a row's texts but for what is told of it: the id, the moment, and the signs about them. */
const mostOwnBytes = 128

const texts = deskBytes('texts')
const numerals = deskBytes('numerals')
const random = deskBytes('random')
const answer = deskBytes('answer')
const { at, size } = deskPlaces.words
const words = new Uint32Array(texts.buffer, at, size / 4)

/** `labelLength` is of the name of what is predicted. */
export function rowsWriter(labelLength: number): RowsWriter {
  const kernel = writeRowsKernel()
  // A letter may be three bytes.
  const ownBytes = mostOwnBytes + 3 * labelLength + mostNumeralBytes
  return {
    hasRoom: (rowCount, bodyBytes) =>
      ownBytes < texts.length && rowCount * ownBytes + bodyBytes < mostAnswerBytes,

    write(rowCount, values, { before, behindId }) {
      const idEnd = texts.write(before)
      words[writeWords.rowCount] = rowCount
      words[writeWords.idEnd] = idEnd
      words[writeWords.textEnd] = idEnd + texts.write(behindId, idEnd)
      words[writeWords.random] = takeRandom(rowCount * idSigns)
      const own = numeralsOf(values, rowCount)
      numerals.write(own, 'latin1')
      kernel.writeRows()
      return { bytes: answer.subarray(0, words[writeWords.end]), numerals: own }
    },
  }
}

/** Fetched ahead: the system's source of randomness costs by the call, not by the byte. */
const fetchedBytes = 2 ** 14
let randomAt = 0
let randomEnd = 0

/** Where so many random bytes are that nobody has had. */
function takeRandom(byteCount: number): number {
  if (randomAt + byteCount > randomEnd) {
    randomAt = 0
    randomEnd = Math.max(byteCount, fetchedBytes)
    randomFillSync(random, 0, randomEnd)
  }
  randomAt += byteCount
  return deskPlaces.random.at + randomAt - byteCount
}

/** As JSON has them, with a comma behind each. */
function numeralsOf(values: Float64Array, count: number): string {
  let text = ''
  for (let place = 0; place < count; place += 1) {
    const value = values[place] ?? Number.NaN
    text += Number.isFinite(value) ? `${value},` : 'null,'
  }
  return text
}
