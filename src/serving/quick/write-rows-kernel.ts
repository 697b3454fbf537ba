import {
  i32,
  i64,
  i8x16,
  loopWhile,
  when,
  type Operand,
  type Scope,
  type Step,
  type Variable,
} from '../../learn/index.ts'
import { chunkBytes, deskBytes, deskPlaces, idSigns } from './desk.ts'
import { openDeskKernel } from './open-desk-kernel.ts'

/** Writes the rows of an answer, each with what was asked as it came, and the signs of their ids once more. */
export interface WriteRowsKernel {
  writeRows(): void
}

/** What the kernel is told and tells, as words one after the other. */
export const writeWords = {
  rowCount: 0,
  /** A row up to the end of its id, and behind that what comes between the id and the value. */
  idEnd: 1,
  textEnd: 2,
  /** Where random bytes are, as many for each row as its id has random signs. */
  random: 3,
  /** Told at the end: behind the last row. */
  end: 4,
} as const

/** The signs of ids, by the lowest five bits of a random byte. */
const signs = '0123456789abcdefghjkmnpqrstvwxyz'
const comma = 44

let made: WriteRowsKernel | undefined

export function writeRowsKernel(): WriteRowsKernel {
  if (made === undefined) {
    deskBytes('signs').write(signs)
    made = openDeskKernel('writeRows', writeWriteRows)
  }
  return made
}

type Word = Variable<'i32'>

function writeWriteRows(scope: Scope): Step {
  const word = () => scope.variable('i32')
  const [to, row, end, idEnd, textEnd, random, numeral, byte, ids] = [
    word(),
    word(),
    word(),
    word(),
    word(),
    word(),
    word(),
    word(),
    word(),
  ]
  const told = (name: keyof typeof writeWords) => deskPlaces.words.at + 4 * writeWords[name]
  const { texts, body, rows, answer } = deskPlaces
  const writeSigns = Array.from({ length: idSigns }, (_, place) => {
    const sign = i32.and(i32.loadByte(random, place), signs.length - 1)
    return i32.storeByte(i32.sub(to, idSigns), i32.loadByte(sign, deskPlaces.signs.at), place)
  })
  return [
    to.set(answer.at),
    row.set(rows.at),
    end.set(i32.add(rows.at, i32.shiftLeft(i32.load(told('rowCount')), 3))),
    idEnd.set(i32.add(texts.at, i32.load(told('idEnd')))),
    textEnd.set(i32.add(texts.at, i32.load(told('textEnd')))),
    random.set(i32.load(told('random'))),
    numeral.set(deskPlaces.numerals.at),
    ids.set(deskPlaces.ids.at),
    loopWhile(i32.below(row, end), [
      copyText(scope, to, texts.at, idEnd),
      // The first id is given.
      when(i32.unequal(row, rows.at), writeSigns),
      i64.store(ids, i64.load(i32.sub(to, idSigns))),
      ids.set(i32.add(ids, idSigns)),
      copyText(scope, to, idEnd, textEnd),
      byte.set(0),
      loopWhile(i32.unequal(byte, comma), [
        byte.set(i32.loadByte(numeral)),
        i32.storeByte(to, byte),
        numeral.set(i32.add(numeral, 1)),
        to.set(i32.add(to, 1)),
      ]),
      copyText(scope, to, i32.add(i32.load(row), body.at + 1), i32.add(i32.load(row, 4), body.at)),
      i32.storeByte(to, comma),
      to.set(i32.add(to, 1)),
      random.set(i32.add(random, idSigns)),
      row.set(i32.add(row, 8)),
    ]),
    i32.store(told('end'), i32.sub(to, answer.at + 1)),
  ]
}

/** By whole chunks: what is behind the text is written over by what comes next. */
function copyText(scope: Scope, to: Word, from: Operand<'i32'>, end: Operand<'i32'>): Step {
  const [spot, target, last] = [scope.variable('i32'), scope.variable('i32'), scope.variable('i32')]
  return [
    spot.set(from),
    last.set(end),
    target.set(to),
    to.set(i32.add(to, i32.sub(last, spot))),
    loopWhile(i32.below(spot, last), [
      i8x16.store(target, i8x16.load(spot)),
      spot.set(i32.add(spot, chunkBytes)),
      target.set(i32.add(target, chunkBytes)),
    ]),
  ]
}
