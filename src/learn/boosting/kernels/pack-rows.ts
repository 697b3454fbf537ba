import { f64, f64x2, i32 } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count, when } from '../../wasm/steps.ts'

/** Added to a number below 2⁵¹ and taken away, it leaves the nearest whole number. */
const toWhole = 1.5 * 2 ** 52

/** Of some rows: Σ |gradient|, Σ gradient² / weight, Σ weight. Without weights, each is 1. */
export function addSumSlopes(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('sumSlopes', kinds, (scope, rows, end, gradients, weights, sums) => {
    const at = scope.variable('i32')
    const place = scope.variable('i32')
    const gradient = scope.variable('f64')
    const weight = scope.variable('f64')
    const whole = scope.variable('f64')
    const squares = scope.variable('f64')
    const weightSum = scope.variable('f64')
    return [
      weight.set(1),
      count(at, rows, end, 4, [
        place.set(i32.shiftLeft(i32.load(at), 3)),
        gradient.set(f64.load(i32.add(gradients, place))),
        when(weights, weight.set(f64.load(i32.add(weights, place)))),
        whole.set(f64.add(whole, f64.abs(gradient))),
        squares.set(f64.add(squares, f64.div(f64.mul(gradient, gradient), weight))),
        weightSum.set(f64.add(weightSum, weight)),
      ]),
      f64.store(sums, whole),
      f64.store(sums, squares, 8),
      f64.store(sums, weightSum, 16),
    ]
  })
}

/**
 * Writes the gradient of each row as a whole number of units, plus `one` for the row itself; in pairs beside it
 * the weight as a whole number too. `sums` is told both sums, without the rows themselves.
 */
export function addPackRows(
  text: ModuleText,
  isPair: boolean,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']> {
  const name = `pack${isPair ? 'Pairs' : 'Numbers'}`
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add(name, kinds, (scope, rows, end, gradients, weights, packed, units, sums) => {
    const at = scope.variable('i32')
    const row = scope.variable('i32')
    const place = scope.variable('i32')
    const [one, perUnit, perWeightUnit] = [
      scope.variable('f64'),
      scope.variable('f64'),
      scope.variable('f64'),
    ]
    const [gradient, weight] = [scope.variable('f64'), scope.variable('f64')]
    const [gradientSum, weightSum] = [scope.variable('f64'), scope.variable('f64')]
    const to = i32.add(packed, isPair ? i32.shiftLeft(row, 4) : place)
    const round = (value: ReturnType<typeof f64.mul>) => f64.sub(f64.add(value, toWhole), toWhole)
    return [
      one.set(f64.load(units)),
      perUnit.set(f64.load(units, 8)),
      perWeightUnit.set(f64.load(units, 16)),
      count(at, rows, end, 4, [
        row.set(i32.load(at)),
        place.set(i32.shiftLeft(row, 3)),
        gradient.set(round(f64.mul(f64.load(i32.add(gradients, place)), perUnit))),
        gradientSum.set(f64.add(gradientSum, gradient)),
        f64.store(to, f64.add(gradient, one)),
        isPair
          ? [
              weight.set(round(f64.mul(f64.load(i32.add(weights, place)), perWeightUnit))),
              weightSum.set(f64.add(weightSum, weight)),
              f64.store(to, weight, 8),
            ]
          : [],
      ]),
      f64.store(sums, gradientSum),
      f64.store(sums, weightSum, 8),
    ]
  })
}

/** Writes what rows count one after the other, in the order of the rows. */
export function addOrderRows(
  text: ModuleText,
  isPair: boolean,
): Callable<readonly ['i32', 'i32', 'i32', 'i32']> {
  const name = `order${isPair ? 'Pairs' : 'Numbers'}`
  const kinds = ['i32', 'i32', 'i32', 'i32'] as const
  const slotBytes = isPair ? 16 : 8
  return text.add(name, kinds, (scope, rows, end, packed, ordered) => {
    const at = scope.variable('i32')
    const to = scope.variable('i32')
    const value = i32.add(packed, i32.mul(i32.load(at), slotBytes))
    return [
      to.set(ordered),
      count(at, rows, end, 4, [
        isPair ? f64x2.store(to, f64x2.load(value)) : f64.store(to, f64.load(value)),
        to.set(i32.add(to, slotBytes)),
      ]),
    ]
  })
}

/** Writes the gradients of so many bytes of rows beside each other: score less target. */
export function addSquaredSlopes(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32'] as const
  return text.add('squaredSlopes', kinds, (scope, scores, targets, gradients, bytes) => {
    const at = scope.variable('i32')
    const apart = f64x2.sub(f64x2.load(i32.add(scores, at)), f64x2.load(i32.add(targets, at)))
    return count(at, 0, bytes, 16, f64x2.store(i32.add(gradients, at), apart))
  })
}
