import { seededRandom } from '../../../src/base/index.ts'
import {
  adwin,
  ddm,
  eddm,
  findChangePoints,
  kswin,
  pageHinkley,
  type ChangeRule,
} from '../../../src/learn/index.ts'

/** A series, how changes are looked for, and what we find, as `c` or `w` and the place. */
export interface ChangeCase {
  readonly name: string
  readonly rule: ChangeRule
  readonly values: readonly number[]
  readonly found: readonly string[]
}

function levels(seed: string, deviation: number): readonly number[] {
  const random = seededRandom(seed)
  const levelAt = (at: number) => (at < 700 ? 0 : at < 1100 ? 0.8 : -0.3)
  return Array.from({ length: 1500 }, (_, at) => levelAt(at) + deviation * random.normal())
}

function errors(seed: string): readonly number[] {
  const random = seededRandom(seed)
  const shareAt = (at: number) => (at < 1200 ? 0.1 : at < 2000 ? 0.25 : 0.05 + (at - 2000) * 0.0004)
  return Array.from({ length: 3000 }, (_, at) => Number(random.next() < shareAt(at)))
}

/** What River (`pageHinkley`, `adwin`) and Frouros (the others) are asked too. */
export function changeCases(): readonly ChangeCase[] {
  const cases: readonly (readonly [string, ChangeRule, readonly number[]])[] = [
    ['page-hinkley on levels', pageHinkley({ threshold: 20 }), levels('levels', 0.5)],
    ['page-hinkley on errors', pageHinkley({ threshold: 10 }), errors('errors')],
    ['adwin on levels', adwin(), levels('levels', 0.5)],
    ['adwin on wide levels', adwin({ level: 0.05 }), levels('wide', 1.5)],
    ['adwin on errors', adwin(), errors('errors')],
    ['ddm', ddm(), errors('errors')],
    ['eddm', eddm(), errors('errors')],
    ['kswin', kswin({ seed: 31 }), levels('levels', 0.5)],
    ['kswin, careless', kswin({ seed: 7, level: 0.01 }), levels('wide', 1.5)],
  ]
  return cases.map(([name, rule, values]) => {
    const found = findChangePoints(rule, values).map(({ at, sign }) => `${sign[0]}${at}`)
    return { name, rule, values, found }
  })
}
