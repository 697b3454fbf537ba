import {
  f64,
  i32,
  i64,
  i8x16,
  leaveFunction,
  loopForever,
  loopWhile,
  when,
  type Scope,
  type Step,
  type Value,
  type Variable,
} from '../../learn/index.ts'
import { chunkBytes, deskMemory, deskPlaces } from './desk.ts'
import { openDeskKernel } from './open-desk-kernel.ts'

/** Reads rows that are written like the one before them. */
export interface ReadRowsKernel {
  /**
   * Goes on until a row is not written alike, or has a number that can't be told at once; that row, and the last one,
   * are left.
   */
  readRows(): void
}

/** What the kernel is told and tells, as words one after the other. */
export const readWords = {
  /** Where the next row begins. */
  at: 0,
  /** Where its numbers and its places go to. */
  values: 1,
  places: 2,
  /** Behind the columns, of which there is one more than a row has numbers: what stands between rows. */
  lastColumn: 3,
  rowBytes: 4,
  /** From the end of a row's last number to behind its `}`. */
  closing: 5,
  /** Where its numbers go to as they are written, each with a comma. */
  numbers: 6,
} as const

/** What the kernel knows of a number of a row, by the order in which they are written: bytes from the beginning. */
export const columnPlaces = {
  /** What stands before it, as chunks: the text, and the bits of it that count. */
  chunks: 0,
  chunksEnd: 4,
  textBytes: 8,
  /** Where it goes to among the numbers of its row. */
  value: 12,
  /** Bounds of what is known exactly, and of what may be off by its last digits. */
  min: 16,
  max: 24,
  surelyMin: 32,
  surelyMax: 40,
} as const
export const columnBytes = 48

/** Powers of ten up to this one are exact, so that a number of so many digits behind the point is off by a few units. */
const mostFraction = 22
/** So far may a number be off, in units of its last bit. */
export const mostOff = 8
/** Whole numbers of so many digits are exact. */
const mostWhole = 15
const [comma, minus, point, zero] = [44, 45, 46, 48]

let made: ReadRowsKernel | undefined

export function readRowsKernel(): ReadRowsKernel {
  if (made === undefined) {
    const powers = new Float64Array(deskMemory.buffer, deskPlaces.powers.at, mostFraction + 1)
    for (const place of powers.keys()) powers[place] = 10 ** place
    made = openDeskKernel('readRows', writeReadRows)
  }
  return made
}

type Word = Variable<'i32'>

function writeReadRows(scope: Scope): Step {
  const word = () => scope.variable('i32')
  const [at, start, values, places, column, last] = [word(), word(), word(), word(), word(), word()]
  const told = (name: keyof typeof readWords) => deskPlaces.words.at + 4 * readWords[name]
  const value = scope.variable('f64')
  const [first, numbers] = [word(), word()]
  return [
    at.set(i32.load(told('at'))),
    numbers.set(i32.load(told('numbers'))),
    values.set(i32.load(told('values'))),
    places.set(i32.load(told('places'))),
    last.set(i32.load(told('lastColumn'))),
    loopForever([
      start.set(at),
      column.set(deskPlaces.columns.at),
      loopWhile(i32.below(column, last), [
        passText(scope, column, at),
        first.set(at),
        readNumber(scope, { column, at, value }),
        f64.store(i32.add(values, i32.load(column, columnPlaces.value)), value),
        copyNumber(numbers, first, at),
        column.set(i32.add(column, columnBytes)),
      ]),
      i32.store(places, i32.sub(start, deskPlaces.body.at)),
      i32.store(places, i32.sub(i32.add(at, i32.load(told('closing'))), deskPlaces.body.at), 4),
      passText(scope, column, at),
      values.set(i32.add(values, i32.load(told('rowBytes')))),
      places.set(i32.add(places, 8)),
      i32.store(told('at'), at),
      i32.store(told('numbers'), numbers),
      i32.store(told('values'), values),
      i32.store(told('places'), places),
    ]),
  ]
}

/** Leaves where another text stands. */
function passText(scope: Scope, column: Word, at: Word): Step {
  const [chunk, spot] = [scope.variable('i32'), scope.variable('i32')]
  const differing = i8x16.and(
    i8x16.xor(i8x16.load(spot), i8x16.load(chunk)),
    i8x16.load(chunk, chunkBytes),
  )
  return [
    chunk.set(i32.load(column, columnPlaces.chunks)),
    spot.set(at),
    loopWhile(i32.below(chunk, i32.load(column, columnPlaces.chunksEnd)), [
      when(i8x16.isAnySet(differing), leaveFunction),
      chunk.set(i32.add(chunk, 2 * chunkBytes)),
      spot.set(i32.add(spot, chunkBytes)),
    ]),
    at.set(i32.add(at, i32.load(column, columnPlaces.textBytes))),
  ]
}

/** Of at most forty letters. */
function copyNumber(to: Word, first: Word, end: Word): Step {
  return [
    ...[0, chunkBytes, 2 * chunkBytes].map((part) =>
      i8x16.store(to, i8x16.load(first, part), part),
    ),
    to.set(i32.add(to, i32.sub(end, first))),
    i32.storeByte(to, comma),
    to.set(i32.add(to, 1)),
  ]
}

interface NumberPlaces {
  readonly column: Word
  readonly at: Word
  readonly value: Variable<'f64'>
}

/**
 * Reads a number to a few units of its last bit, which is enough: models ask for 32 bits. Leaves where it is not, as
 * the number is near to the middle of two of 32 bits, or to a bound; and where it is written in a way that is rare.
 */
function readNumber(scope: Scope, { column, at, value }: NumberPlaces): Step {
  const [isBelow, digit, first] = [
    scope.variable('i32'),
    scope.variable('i32'),
    scope.variable('i32'),
  ]
  const whole = scope.variable('i64')
  const fraction = scope.variable('f64')
  const wholeDigits = i32.sub(at, first)
  const hasIdleNought = i32.and(i32.below(1, wholeDigits), i32.equal(i32.loadByte(first), zero))
  const signed = f64.pick(f64.negative(value), value, isBelow)
  const outside = (min: number, max: number) =>
    i32.or(f64.below(value, f64.load(column, min)), f64.above(value, f64.load(column, max)))
  return [
    isBelow.set(i32.equal(i32.loadByte(at), minus)),
    first.set(i32.add(at, isBelow)),
    at.set(first),
    whole.set(0n),
    digit.set(i32.sub(i32.loadByte(at), zero)),
    loopWhile(i32.below(digit, 10), [
      whole.set(i64.add(i64.mul(whole, 10n), i64.of(digit))),
      at.set(i32.add(at, 1)),
      digit.set(i32.sub(i32.loadByte(at), zero)),
    ]),
    // None at all are more than any, without a sign.
    when(i32.or(i32.from(i32.sub(wholeDigits, 1), mostWhole), hasIdleNought), leaveFunction),
    value.set(f64.ofLong(whole)),
    fraction.set(0),
    when(i32.equal(digit, point - zero), [
      at.set(i32.add(at, 1)),
      readFraction(scope, at, fraction),
      value.set(f64.add(value, fraction)),
    ]),
    value.set(signed),
    when(
      f64.equal(fraction, 0),
      when(outside(columnPlaces.min, columnPlaces.max), leaveFunction),
      when(
        i32.or(isNearMiddle(value), outside(columnPlaces.surelyMin, columnPlaces.surelyMax)),
        leaveFunction,
      ),
    ),
  ]
}

/** Of the 29 bits that are rounded away for a number of 32 bits the first is set and nothing behind it, or nearly so. */
function isNearMiddle(value: Value<'f64'>): Value<'i32'> {
  const rounded = i32.and(i32.lowOf(i64.bitsOf(value)), 2 ** 29 - 1)
  return i32.below(i32.sub(rounded, 2 ** 28 - mostOff), 2 * mostOff + 1)
}

/** Digits behind a point, from one to 22, by eight at a time. */
function readFraction(scope: Scope, at: Word, fraction: Variable<'f64'>): Step {
  const count = scope.variable('i32')
  const isDigit = (from: number) =>
    i8x16.signs(i8x16.below(i8x16.sub(i8x16.load(at, from), i8x16.of(zero)), i8x16.of(10)))
  const digits = i32.or(isDigit(0), i32.shiftLeft(isDigit(16), 16))
  const power = (exponent: Value<'i32'>) =>
    f64.load(i32.shiftLeft(exponent, 3), deskPlaces.powers.at)
  /** Those of a chunk that are digits, moved to its end; what comes before them are noughts. */
  const part = (chunk: number) => {
    const missing = i32.sub(8 * chunk + 7, count)
    const moved = i64.shiftLeft(i64.load(at, 8 * chunk), 8n)
    return eightDigits(i64.shiftLeft(moved, i64.of(i32.shiftLeft(missing, 3))))
  }
  const one = eightDigits(i64.load(at))
  const two = i64.add(i64.mul(one, 100_000_000n), eightDigits(i64.load(at, 8)))
  const joined = (head: Value<'i64'>, digitCount: number, tail: Value<'i64'>) =>
    f64.add(f64.mul(f64.ofLong(head), power(i32.sub(count, digitCount))), f64.ofLong(tail))
  // Exactly eight or sixteen are whole chunks and nothing behind them, which a shift by a chunk can't say.
  const single = i64.shiftLeft(i64.load(at), i64.of(i32.sub(64, i32.shiftLeft(count, 3))))
  return [
    count.set(i32.zeros(i32.xor(digits, -1))),
    when(i32.from(i32.sub(count, 1), mostFraction), leaveFunction),
    when(
      i32.below(count, 8),
      fraction.set(f64.ofLong(eightDigits(single))),
      when(
        i32.below(count, 16),
        fraction.set(joined(one, 8, part(1))),
        fraction.set(joined(two, 16, part(2))),
      ),
    ),
    fraction.set(f64.div(fraction, power(count))),
    at.set(i32.add(at, count)),
  ]
}

/** Of eight letters the number: pairs, fours, and then both of these. */
function eightDigits(letters: Value<'i64'>): Value<'i64'> {
  const digits = i64.and(letters, 0x0f0f_0f0f_0f0f_0f0fn)
  const pairs = i64.shiftRight(i64.mul(digits, 10n * 2n ** 8n + 1n), 8n)
  const fours = i64.shiftRight(
    i64.mul(i64.and(pairs, 0x00ff_00ff_00ff_00ffn), 100n * 2n ** 16n + 1n),
    16n,
  )
  const all = i64.mul(i64.and(fours, 0x0000_ffff_0000_ffffn), 10_000n * 2n ** 32n + 1n)
  return i64.shiftRight(all, 32n)
}
