import { copyBytes, f64, f64x2, i32 } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count } from '../../wasm/steps.ts'

/**
 * Puts rows that go left before those that go right, which are put `aside`, both in their order; `left` is told
 * how many bytes those on the left take. `bins` is the address of the bin of row 0, `sides` of a byte for each bin.
 */
export function addPartRows(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('partRows', kinds, (scope, rows, end, aside, bins, sides, left) => {
    const at = scope.variable('i32')
    const row = scope.variable('i32')
    const onLeft = scope.variable('i32')
    const onRight = scope.variable('i32')
    const step = scope.variable('i32')
    return [
      onLeft.set(rows),
      onRight.set(aside),
      // Each row is written to both sides, and only one side moves on: no branch to be guessed wrong.
      count(at, rows, end, 4, [
        row.set(i32.load(at)),
        step.set(i32.loadByte(i32.add(sides, i32.loadByte(i32.add(bins, i32.shiftLeft(row, 2)))))),
        i32.store(onLeft, row),
        i32.store(onRight, row),
        onLeft.set(i32.add(onLeft, step)),
        onRight.set(i32.add(onRight, i32.sub(4, step))),
      ]),
      i32.store(left, i32.sub(onLeft, rows)),
    ]
  })
}

/** Copies so many bytes; both places may overlap. */
export function addCopy(text: ModuleText): Callable<readonly ['i32', 'i32', 'i32']> {
  return text.add('copy', ['i32', 'i32', 'i32'], (_scope, to, from, bytes) =>
    copyBytes(to, from, bytes),
  )
}

/** Sums what rows have in two columns; of none, the weight of each is 1. */
export function addSumRows(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('sumRows', kinds, (scope, rows, end, gradients, weights, sums) => {
    const at = scope.variable('i32')
    const place = scope.variable('i32')
    const gradient = scope.variable('f64')
    const weight = scope.variable('f64')
    return [
      count(at, rows, end, 4, [
        place.set(i32.shiftLeft(i32.load(at), 3)),
        gradient.set(f64.add(gradient, f64.load(i32.add(gradients, place)))),
        weight.set(f64.add(weight, f64.load(i32.add(weights, place)))),
      ]),
      f64.store(sums, gradient),
      f64.store(sums, weight, 8),
    ]
  })
}

/** Adds what a leaf answers to the score of each of its rows. */
export function addAddStep(text: ModuleText): Callable<readonly ['i32', 'i32', 'i32', 'i32']> {
  return text.add('addStep', ['i32', 'i32', 'i32', 'i32'], (scope, rows, end, scores, answer) => {
    const at = scope.variable('i32')
    const place = scope.variable('i32')
    const step = scope.variable('f64')
    return [
      step.set(f64.load(answer)),
      count(at, rows, end, 4, [
        place.set(i32.add(scores, i32.shiftLeft(i32.load(at), 3))),
        f64.store(place, f64.add(f64.load(place), step)),
      ]),
    ]
  })
}

/** Takes `part` from the histogram `whole` of so many bytes. */
export function addSubtract(
  text: ModuleText,
  isPair: boolean,
): Callable<readonly ['i32', 'i32', 'i32']> {
  const name = `subtract${isPair ? 'Pairs' : 'Numbers'}`
  return text.add(name, ['i32', 'i32', 'i32'], (scope, whole, part, bytes) => {
    const at = scope.variable('i32')
    const own = i32.add(whole, at)
    const other = i32.add(part, at)
    return count(at, 0, bytes, 16, f64x2.store(own, f64x2.sub(f64x2.load(own), f64x2.load(other))))
  })
}
