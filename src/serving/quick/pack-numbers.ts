import { i32, i64, loopWhile, type Scope, type Step } from '../../learn/index.ts'
import { deskBytes, deskMemory, deskPlaces } from './desk.ts'
import { openDeskKernel } from './open-desk-kernel.ts'

/** So many letters are packed at a time, to half as many bytes. */
const stepBytes = 8
const comma = 44

/** What the kernel is told, as words one after the other: where the letters end. */
const words = new Uint32Array(deskMemory.buffer, deskPlaces.words.at, 1)
const numbers = deskBytes('numbers')
const packed = deskBytes('packed')

/**
 * The first letters of the numbers on the desk, two to a byte: of digits, `,`, `-` and `.` the lower four bits tell
 * which it is. No byte is a sign that ends a line or a field. They are written over by the next call.
 */
export type PackNumbers = (byteCount: number) => Uint8Array

let made: PackNumbers | undefined

export function numbersPacker(): PackNumbers {
  return (made ??= openPacker())
}

function openPacker(): PackNumbers {
  const kernel = openDeskKernel('packNumbers', writePackNumbers)
  return (byteCount) => {
    // An odd one has a comma more.
    numbers.fill(comma, byteCount, byteCount + stepBytes)
    words[0] = deskPlaces.numbers.at + byteCount
    kernel.packNumbers()
    return packed.subarray(0, Math.ceil(byteCount / 2))
  }
}

/** The numbers of packed letters. */
export function unpackNumbers(bytes: Buffer): readonly number[] {
  const letters = bytes.toString('hex').replaceAll('d', '-').replaceAll('e', '.').split('c')
  return letters.flatMap((text) => (text === '' ? [] : [Number(text)]))
}

function writePackNumbers(scope: Scope): Step {
  const [from, to, end] = [scope.variable('i32'), scope.variable('i32'), scope.variable('i32')]
  const [letters, pairs, fours] = [
    scope.variable('i64'),
    scope.variable('i64'),
    scope.variable('i64'),
  ]
  return [
    from.set(deskPlaces.numbers.at),
    to.set(deskPlaces.packed.at),
    end.set(i32.load(deskPlaces.words.at)),
    loopWhile(i32.below(from, end), [
      letters.set(i64.and(i64.load(from), 0x0f0f_0f0f_0f0f_0f0fn)),
      pairs.set(
        i64.and(
          i64.add(i64.shiftLeft(letters, 4n), i64.shiftRight(letters, 8n)),
          0x00ff_00ff_00ff_00ffn,
        ),
      ),
      fours.set(i64.and(i64.add(pairs, i64.shiftRight(pairs, 8n)), 0x0000_ffff_0000_ffffn)),
      i32.store(to, i32.lowOf(i64.add(fours, i64.shiftRight(fours, 16n)))),
      from.set(i32.add(from, stepBytes)),
      to.set(i32.add(to, stepBytes / 2)),
    ]),
  ]
}
