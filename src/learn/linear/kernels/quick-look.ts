import { f32x4, f64, f64x2, i32, type Step, type Value } from '../../wasm/code.ts'
import { setQuickExponential } from '../../wasm/exponential.ts'
import type { ModuleText, Scope } from '../../wasm/module.ts'
import { count, loopWhile, type Variable } from '../../wasm/steps.ts'
import { rowsOfBlock } from './rows-of-block.ts'

/** Of a column of a block. */
const columnBytes = rowsOfBlock * 4

/**
 * Looks at some blocks of rows as they came, in numbers of 32 bits: their scores, what pulls at the rows (target less
 * chance, times weight), and how that pulls at each column. `factors` has of each column its centre and what each 1
 * above it adds to a score; `base` is added to all. To `vector` is added what pulls at each column, not yet times its
 * factor, then what pulls at the rows. `room` has
 * what pulls at the rows of the last block, then e^−|score|, then 16 bytes to spare. Of each block is told what is told of the logistic link.
 */
export function addQuickLook(text: ModuleText): void {
  const setScores = addQuickScores(text)
  const link = addQuickLink(text)
  const addPulls = addQuickPulls(text)
  const kinds = [
    'i32',
    'i32',
    'i32',
    'i32',
    'i32',
    'f64',
    'i32',
    'i32',
    'i32',
    'i32',
    'i32',
  ] as const
  text.add(
    'quickLook',
    kinds,
    (scope, columns, stride, size, blocks, factors, base, targets, weights, room, vector, told) => {
      const block = scope.variable('i32')
      const pulls = i32.add(vector, i32.shiftLeft(size, 3))
      return count(block, 0, blocks, 1, [
        setScores(columns, stride, size, factors, base, room),
        link(room, targets, weights, pulls, told),
        addPulls(columns, stride, size, factors, room, vector, i32.add(room, 2 * columnBytes)),
        [columns, targets, weights].map((at) => at.set(i32.add(at, columnBytes))),
        told.set(i32.add(told, 16)),
      ])
    },
  )
}

function addQuickScores(text: ModuleText) {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'f64', 'i32'] as const
  return text.add('quickScores', kinds, (scope, columns, stride, size, factors, base, scores) => {
    const at = scope.variable('i32')
    const [value, sum] = [scope.variable('v128'), scope.variable('v128')]
    const lanes = openLanes(scope)
    return [
      sum.set(f32x4.ofDouble(base)),
      count(at, 0, columnBytes, 16, f32x4.store(i32.add(scores, at), sum)),
      eachColumns(scope, { columns, stride, size, factors }, lanes, (own) =>
        count(at, 0, columnBytes, 16, [
          sum.set(f32x4.load(i32.add(scores, at))),
          own.map(({ column, centre, factor }) => [
            value.set(f32x4.load(i32.add(column, at))),
            sum.set(f32x4.add(sum, f32x4.mul(fromCentre(value, centre), factor))),
          ]),
          f32x4.store(i32.add(scores, at), sum),
        ]),
      ),
    ]
  })
}

/** Puts what pulls at the rows in the place of their scores. */
function addQuickLink(text: ModuleText) {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('quickLink', kinds, (scope, scores, targets, weights, pulls, told) => {
    const [at, place] = [scope.variable('i32'), scope.variable('i32')]
    const vector = () => scope.variable('v128')
    const [score, power, most, a, b] = [vector(), vector(), vector(), vector(), vector()]
    const [target, weight, pull] = [vector(), vector(), vector()]
    const [pullSum, sum, product] = [vector(), vector(), vector()]
    const [zero, one] = [f32x4.of(0), f32x4.of(1)]
    const read = (column: typeof scores) => f32x4.load(i32.add(column, at))
    const chance = f32x4.pick(most, f32x4.mul(power, most), f32x4.from(score, zero))
    const own = f32x4.sub(f32x4.max(score, zero), f32x4.mul(target, score))
    return [
      product.set(one),
      count(at, 0, columnBytes, 16, [
        place.set(i32.add(scores, at)),
        score.set(f32x4.load(place)),
        target.set(read(targets)),
        weight.set(read(weights)),
        setQuickExponential(power, f32x4.sub(zero, f32x4.abs(score)), a, b),
        most.set(f32x4.div(one, f32x4.add(one, power))),
        sum.set(f32x4.add(sum, f32x4.mul(weight, own))),
        product.set(f32x4.mul(product, f32x4.add(one, f32x4.mul(weight, power)))),
        pull.set(f32x4.mul(weight, f32x4.sub(target, chance))),
        pullSum.set(f32x4.add(pullSum, pull)),
        f32x4.store(place, power, columnBytes),
        f32x4.store(place, pull),
      ]),
      setHalf(a, pullSum, told, f64x2.add),
      addBoth(pulls, a),
      setHalf(a, sum, told, f64x2.add),
      setHalf(b, product, told, f64x2.mul),
      f64.store(told, f64.add(f64x2.first(a), f64x2.second(a))),
      f64.store(told, f64.mul(f64x2.first(b), f64x2.second(b)), 8),
    ]
  })
}
function addQuickPulls(text: ModuleText) {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add(
    'quickPulls',
    kinds,
    (scope, columns, stride, size, factors, pulls, vector, spare) => {
      const [at, to] = [scope.variable('i32'), scope.variable('i32')]
      const [value, pull] = [scope.variable('v128'), scope.variable('v128')]
      const lanes = openLanes(scope)
      return [
        to.set(vector),
        eachColumns(scope, { columns, stride, size, factors }, lanes, (own) => [
          own.map(({ sum }) => sum.set(f32x4.of(0))),
          count(at, 0, columnBytes, 16, [
            pull.set(f32x4.load(i32.add(pulls, at))),
            own.map(({ column, centre, sum }) => [
              value.set(f32x4.load(i32.add(column, at))),
              sum.set(f32x4.add(sum, f32x4.mul(fromCentre(value, centre), pull))),
            ]),
          ]),
          own.map(({ sum }) => [
            setHalf(value, sum, spare, f64x2.add),
            addBoth(to, value),
            to.set(i32.add(to, 8)),
          ]),
        ]),
      ]
    },
  )
}

/** 0 where the value is missing. */
function fromCentre(value: Variable<'v128'>, centre: Value<'v128'>): Value<'v128'> {
  return f32x4.and(f32x4.sub(value, centre), f32x4.equal(value, value))
}

/** Of four numbers of 32 bits two of 64, put together; `spare` is memory for four. */
function setHalf(
  half: Variable<'v128'>,
  four: Value<'v128'>,
  spare: Value<'i32'>,
  join: typeof f64x2.add,
): Step {
  return [
    f32x4.store(spare, four),
    half.set(join(f64x2.loadSingles(spare), f64x2.loadSingles(spare, 8))),
  ]
}

function addBoth(to: Value<'i32'>, both: Value<'v128'>): Step {
  const sum = f64.add(f64x2.first(both), f64x2.second(both))
  return f64.store(to, f64.add(f64.load(to), sum))
}

interface Lane {
  readonly column: Variable<'i32'>
  readonly centre: Variable<'v128'>
  readonly factor: Variable<'v128'>
  readonly sum: Variable<'v128'>
}

/** So many columns are gone through at once: what all of them need is read once for all. */
function openLanes(scope: Scope): readonly Lane[] {
  return Array.from({ length: 4 }, () => ({
    column: scope.variable('i32'),
    centre: scope.variable('v128'),
    factor: scope.variable('v128'),
    sum: scope.variable('v128'),
  }))
}

type Columns = Readonly<Record<'columns' | 'stride' | 'size' | 'factors', Value<'i32'>>>

/** Some columns at once as long as there are so many, then one by one. */
function eachColumns(
  scope: Scope,
  { columns, stride, size, factors }: Columns,
  lanes: readonly Lane[],
  look: (lanes: readonly Lane[]) => Step,
): Step {
  const [left, column, factor] = [
    scope.variable('i32'),
    scope.variable('i32'),
    scope.variable('i32'),
  ]
  const take = (own: readonly Lane[]): Step => [
    own.map((lane) => [
      lane.column.set(column),
      lane.centre.set(f32x4.loadSame(factor)),
      lane.factor.set(f32x4.loadSame(factor, 4)),
      column.set(i32.add(column, stride)),
      factor.set(i32.add(factor, 8)),
    ]),
    look(own),
    left.set(i32.sub(left, own.length)),
  ]
  return [
    left.set(size),
    column.set(columns),
    factor.set(factors),
    loopWhile(i32.from(left, lanes.length), take(lanes)),
    loopWhile(i32.from(left, 1), take(lanes.slice(0, 1))),
  ]
}
