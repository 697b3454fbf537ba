import { f64, f64x2, fillBytes, i32, type Step } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count, loopWhile, when } from '../../wasm/steps.ts'

/** Bins of a feature. */
export const slotsOfFeature = 256

export type CountBins = Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']>

/** The words of so many rows are fetched before they are counted: many of them are waited for at once. */
export const rowsFetched = 128

/**
 * Makes the histograms of `width` features beside each other, of what rows count: 8 bytes a slot, or the 16 of a
 * pair. `counted` has that in the order of the rows; `bins` is the address of the first feature's bin of row 0; the
 * features of a row stand in a word. Most time of learning is spent here.
 */
export function addCountBins(text: ModuleText, width: 2 | 4, isPair: boolean): CountBins {
  const slotBytes = isPair ? 16 : 8
  const name = `count${width}${isPair ? 'Pairs' : 'Numbers'}`
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add(name, kinds, (scope, histogram, bins, rows, end, counted, fetched) => {
    const at = scope.variable('i32')
    const from = scope.variable('i32')
    const to = scope.variable('i32')
    const last = scope.variable('i32')
    const word = scope.variable('i32')
    const number = scope.variable('f64')
    const pair = scope.variable('v128')
    const read = width === 4 ? i32.load : i32.loadShort
    const addLane = (lane: number): Step => {
      const slot = scope.variable('i32')
      const shifted = lane === 0 ? word : i32.shiftRight(word, 8 * lane)
      const bin = lane === width - 1 ? shifted : i32.and(shifted, 255)
      const offset = lane * slotsOfFeature * slotBytes
      const add = isPair
        ? f64x2.store(slot, f64x2.add(f64x2.load(slot, offset), pair), offset)
        : f64.store(slot, f64.add(f64.load(slot, offset), number), offset)
      return [slot.set(i32.add(histogram, i32.mul(bin, slotBytes))), add]
    }
    const value = scope.variable('i32')
    return [
      fillBytes(histogram, 0, width * slotsOfFeature * slotBytes),
      value.set(counted),
      from.set(rows),
      loopWhile(i32.below(from, end), [
        last.set(i32.add(from, 4 * rowsFetched)),
        when(i32.below(end, last), last.set(end)),
        to.set(fetched),
        count(at, from, last, 4, [
          i32.store(to, i32.load(i32.add(bins, i32.shiftLeft(i32.load(at), 2)))),
          to.set(i32.add(to, 4)),
        ]),
        last.set(i32.sub(last, from)),
        count(at, 0, last, 4, [
          isPair ? pair.set(f64x2.load(value)) : number.set(f64.load(value)),
          word.set(read(i32.add(fetched, at))),
          Array.from({ length: width }, (_, lane) => addLane(lane)),
          value.set(i32.add(value, slotBytes)),
        ]),
        from.set(i32.add(from, 4 * rowsFetched)),
      ]),
    ]
  })
}
