import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  kolmogorovSmirnov,
  suggestValues,
  type SearchMethod,
  type Trial,
} from '../../../src/learn/index.ts'
import { standardFunctions, type StandardFunction } from './standard-functions.ts'

/** What Optuna 4.5.0 found: written by test/interop/learn/optuna_best.py. */
const golden = JSON.parse(
  await readFile(join(import.meta.dirname, '../../golden/optuna-best.json'), 'utf8'),
) as {
  readonly trials: number
  readonly best: Readonly<Record<string, Readonly<Record<'tpe' | 'random', readonly number[]>>>>
}

function search(
  method: SearchMethod,
  { space, of }: StandardFunction,
  seed: number,
): readonly Trial[] {
  const random = seededRandom(seed)
  const trials: Trial[] = []
  for (let number = 0; number < golden.trials; number += 1) {
    const values = suggestValues({ method, space, random }, number, trials) ?? {}
    trials.push({ number, values, losses: [of(values)], isPruned: false })
  }
  return trials
}

function bestOf(trials: readonly Trial[]): number {
  return Math.min(...trials.flatMap(({ losses }) => losses))
}

const seeds = Array.from({ length: 30 }, (_, seed) => seed)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[15] ?? Number.NaN

for (const [name, wanted] of Object.entries(golden.best)) {
  test(`best values of 30 seeds are distributed as those of Optuna’s TPE: ${name}`, () => {
    const it = standardFunctions[name]
    assert.ok(it !== undefined)
    const found = seeds.map((seed) => bestOf(search('tpe', it, seed)))
    const { pValue } = kolmogorovSmirnov(Float64Array.from(found), Float64Array.from(wanted.tpe))
    assert.ok(pValue > 0.05, `p = ${pValue}: ${median(found)} against ${median(wanted.tpe)}`)
    assert.ok(median(found) < median(wanted.random))
  })

  test(`chance finds what Optuna’s chance finds: ${name}`, () => {
    const it = standardFunctions[name]
    assert.ok(it !== undefined)
    const found = seeds.map((seed) => bestOf(search('random', it, seed)))
    const theirs = Float64Array.from(wanted.random)
    assert.ok(kolmogorovSmirnov(Float64Array.from(found), theirs).pValue > 0.05)
  })
}
