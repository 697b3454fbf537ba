import { f64, f64x2, i32, type Value } from '../../wasm/code.ts'
import type { ModuleText } from '../../wasm/module.ts'
import { count, when } from '../../wasm/steps.ts'
import { rowsOfBlock } from './rows-of-block.ts'

/**
 * Of 32-bit numbers between two addresses, those missing left out: the sums of how far they are from the
 * centre, of its square, and of their weights, which are 1 without an address.
 */
export function addMoments(text: ModuleText): void {
  const kinds = ['i32', 'i32', 'i32', 'f64', 'i32'] as const
  text.add('moments', kinds, (scope, values, end, weights, centre, sums) => {
    const at = scope.variable('i32')
    const [value, weight, from] = [
      scope.variable('v128'),
      scope.variable('v128'),
      scope.variable('v128'),
    ]
    const [first, second, whole] = [
      scope.variable('v128'),
      scope.variable('v128'),
      scope.variable('v128'),
    ]
    const isKnown = f64x2.equal(value, value)
    const weighed = f64x2.mul(weight, from)
    const place = i32.add(weights, i32.shiftLeft(i32.sub(at, values), 1))
    const both = (sum: Value<'v128'>) => f64.add(f64x2.first(sum), f64x2.second(sum))
    return [
      weight.set(f64x2.of(1)),
      count(at, values, end, 8, [
        value.set(f64x2.loadSingles(at)),
        when(weights, weight.set(f64x2.load(place)), weight.set(f64x2.of(1))),
        weight.set(f64x2.and(weight, isKnown)),
        from.set(f64x2.and(f64x2.sub(value, f64x2.of(centre)), isKnown)),
        first.set(f64x2.add(first, weighed)),
        second.set(f64x2.add(second, f64x2.mul(weighed, from))),
        whole.set(f64x2.add(whole, weight)),
      ]),
      f64.store(sums, both(first)),
      f64.store(sums, both(second), 8),
      f64.store(sums, both(whole), 16),
    ]
  })
}

/** So many pairs of values are done in one round. */
const pairsAtOnce = 4

/** Writes how many deviations the values of a block are from their mean; 0 where they are missing. */
export function addStandardize(text: ModuleText): void {
  text.add('standardize', ['i32', 'f64', 'f64', 'i32'], (scope, values, mean, factor, to) => {
    const [at, from, place] = [scope.variable('i32'), scope.variable('i32'), scope.variable('i32')]
    const [centre, scale] = [scope.variable('v128'), scope.variable('v128')]
    const each = Array.from({ length: pairsAtOnce }, () => scope.variable('v128'))
    const own = (value: Value<'v128'>) =>
      f64x2.and(f64x2.mul(f64x2.sub(value, centre), scale), f64x2.equal(value, value))
    return [
      centre.set(f64x2.of(mean)),
      scale.set(f64x2.of(factor)),
      count(at, 0, rowsOfBlock * 4, 8 * pairsAtOnce, [
        from.set(i32.add(values, at)),
        place.set(i32.add(to, i32.shiftLeft(at, 1))),
        each.map((value, pair) => value.set(f64x2.loadSingles(from, 8 * pair))),
        each.map((value, pair) => f64x2.store(place, own(value), 16 * pair)),
      ]),
    ]
  })
}
