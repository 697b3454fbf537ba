import { f64, f64x2, i32, type Step, type Value } from '../../wasm/code.ts'
import type { ModuleText } from '../../wasm/module.ts'
import { count, when } from '../../wasm/steps.ts'
import { rowsOfBlock } from './rows-of-block.ts'

/** So many pairs of values are done in one round. */
const pairsAtOnce = 4

/**
 * Of 32-bit numbers between two addresses, those missing left out: the sums of how far they are from the
 * centre, of its square, and of their weights, which are 1 without an address.
 */
export function addMoments(text: ModuleText): void {
  const kinds = ['i32', 'i32', 'i32', 'f64', 'i32'] as const
  text.add('moments', kinds, (scope, values, end, weights, centre, told) => {
    const at = scope.variable('i32')
    const [value, weight, from, middle, one] = [
      scope.variable('v128'),
      scope.variable('v128'),
      scope.variable('v128'),
      scope.variable('v128'),
      scope.variable('v128'),
    ]
    // Sums of their own for each pair, which don't wait for each other.
    const sums = Array.from({ length: pairsAtOnce }, () => ({
      first: scope.variable('v128'),
      second: scope.variable('v128'),
      whole: scope.variable('v128'),
    }))
    const isKnown = f64x2.equal(value, value)
    const place = i32.add(weights, i32.shiftLeft(i32.sub(at, values), 1))
    const addPair = (isWeighed: boolean, pair: number): Step => {
      const { first, second, whole } = sums[pair] ?? { first: value, second: value, whole: value }
      const own = isWeighed ? f64x2.load(place, 16 * pair) : one
      const weighed = isWeighed ? f64x2.mul(weight, from) : from
      return [
        value.set(f64x2.loadSingles(at, 8 * pair)),
        weight.set(f64x2.and(own, isKnown)),
        from.set(f64x2.and(f64x2.sub(value, middle), isKnown)),
        first.set(f64x2.add(first, weighed)),
        second.set(f64x2.add(second, f64x2.mul(weighed, from))),
        whole.set(f64x2.add(whole, weight)),
      ]
    }
    const addAll = (isWeighed: boolean): Step =>
      count(
        at,
        values,
        end,
        8 * pairsAtOnce,
        sums.map((_, pair) => addPair(isWeighed, pair)),
      )
    const tell = (of: 'first' | 'second' | 'whole', offset: number): Step => {
      const all = sums.map((own): Value<'v128'> => own[of]).reduce((a, b) => f64x2.add(a, b))
      return f64.store(told, f64.add(f64x2.first(all), f64x2.second(all)), offset)
    }
    return [
      one.set(f64x2.of(1)),
      middle.set(f64x2.of(centre)),
      when(weights, addAll(true), addAll(false)),
      tell('first', 0),
      tell('second', 8),
      tell('whole', 16),
    ]
  })
}

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
