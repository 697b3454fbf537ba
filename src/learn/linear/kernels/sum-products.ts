import { f64, f64x2, i32, type Step, type Value } from '../../wasm/code.ts'
import type { ModuleText } from '../../wasm/module.ts'
import { count, loopWhile, type Variable } from '../../wasm/steps.ts'
import { rowsOfBlock } from './rows-of-block.ts'

/** Bytes of a column of a block. */
const columnBytes = rowsOfBlock * 8

function columnOf(columns: Value<'i32'>, place: Value<'i32'>) {
  return i32.add(columns, i32.mul(place, columnBytes))
}

/** So many columns are gone through at once: what all of them need is read once for all. */
const lanesAtOnce = 4

/** Goes through columns from `place` on, some at once as long as there are so many. */
function eachColumn(
  place: Variable<'i32'>,
  size: Value<'i32'>,
  look: (laneCount: number) => Step,
): Step {
  const last = i32.sub(size, 1)
  const take = (laneCount: number): Step => [look(laneCount), place.set(i32.add(place, laneCount))]
  return [
    place.set(0),
    loopWhile(i32.from(last, i32.add(place, lanesAtOnce - 1)), take(lanesAtOnce)),
    loopWhile(i32.from(last, place), take(1)),
  ]
}

/** Adds to scores the sum of so many columns that stand one after the other, each times its weight. */
export function addAddScores(text: ModuleText): void {
  text.add('addScores', ['i32', 'i32', 'i32', 'i32'], (scope, columns, size, weights, scores) => {
    const [place, at, own, to] = [
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
    ]
    const each = Array.from({ length: lanesAtOnce }, () => scope.variable('v128'))
    const weightAt = i32.add(weights, i32.shiftLeft(place, 3))
    const weighed = (weight: Value<'v128'>, lane: number) =>
      f64x2.mul(weight, f64x2.load(i32.add(own, at), lane * columnBytes))
    return eachColumn(place, size, (laneCount) => {
      const lanes = each.slice(0, laneCount)
      const sum = lanes
        .map(weighed)
        .reduce((before, value) => f64x2.add(before, value), f64x2.load(to))
      return [
        own.set(columnOf(columns, place)),
        lanes.map((weight, lane) => weight.set(f64x2.of(f64.load(weightAt, 8 * lane)))),
        count(at, 0, columnBytes, 16, [to.set(i32.add(scores, at)), f64x2.store(to, sum)]),
      ]
    })
  })
}

/** Adds to a vector the sums of each column times what pulls at the rows. */
export function addAddPulls(text: ModuleText): void {
  text.add('addPulls', ['i32', 'i32', 'i32', 'i32'], (scope, columns, size, pulls, vector) => {
    const [place, at, own] = [scope.variable('i32'), scope.variable('i32'), scope.variable('i32')]
    const pull = scope.variable('v128')
    const each = Array.from({ length: lanesAtOnce }, () => scope.variable('v128'))
    const product = (lane: number) =>
      f64x2.mul(f64x2.load(i32.add(own, at), lane * columnBytes), pull)
    return eachColumn(place, size, (laneCount) => {
      const sums = each.slice(0, laneCount)
      return [
        own.set(columnOf(columns, place)),
        sums.map((sum) => sum.set(f64x2.of(0))),
        count(at, 0, columnBytes, 16, [
          pull.set(f64x2.load(i32.add(pulls, at))),
          sums.map((sum, lane) => sum.set(f64x2.add(sum, product(lane)))),
        ]),
        sums.map((sum, lane) => addTo(i32.add(vector, i32.shiftLeft(place, 3)), sum, 8 * lane)),
      ]
    })
  })
}

/** Adds to the lower triangle of a matrix the weighed products of all columns with each other. */
export function addAddProducts(text: ModuleText): void {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  text.add('addProducts', kinds, (scope, columns, size, curvatures, weighed, matrix) => {
    const [place, other, at, own, row] = [
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
    ]
    const value = scope.variable('v128')
    const sums = [0, 1, 2, 3].map(() => scope.variable('v128'))
    const product = (lane: number) =>
      f64x2.mul(value, f64x2.load(i32.add(own, at), lane * columnBytes))
    /** Some columns at once: each weighed value is read once for all of them. */
    const addLanes = (lanes: readonly Variable<'v128'>[]): Step => [
      own.set(columnOf(columns, other)),
      lanes.map((sum) => sum.set(f64x2.of(0))),
      count(at, 0, columnBytes, 16, [
        value.set(f64x2.load(i32.add(weighed, at))),
        lanes.map((sum, lane) => sum.set(f64x2.add(sum, product(lane)))),
      ]),
      lanes.map((sum, lane) => addTo(i32.add(row, i32.shiftLeft(other, 3)), sum, 8 * lane)),
      other.set(i32.add(other, lanes.length)),
    ]
    const before = i32.add(other, 3)
    return count(place, 0, size, 1, [
      own.set(columnOf(columns, place)),
      count(
        at,
        0,
        columnBytes,
        16,
        f64x2.store(
          i32.add(weighed, at),
          f64x2.mul(f64x2.load(i32.add(own, at)), f64x2.load(i32.add(curvatures, at))),
        ),
      ),
      row.set(i32.add(matrix, i32.shiftLeft(i32.mul(place, size), 3))),
      other.set(0),
      loopWhile(i32.from(place, before), addLanes(sums)),
      loopWhile(i32.from(place, other), addLanes(sums.slice(0, 1))),
    ])
  })
}

function addTo(at: Value<'i32'>, sum: Value<'v128'>, offset = 0): Step {
  const both = f64.add(f64x2.first(sum), f64x2.second(sum))
  return f64.store(at, f64.add(f64.load(at, offset), both), offset)
}
