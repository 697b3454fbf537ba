import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  defineGenerator,
  exponential,
  generate,
  learnGenerator,
  logNormal,
  normal,
  poisson,
  toGenerator,
  uniform,
  vonMises,
  type Maker,
} from '../../../src/data/index.ts'
import { boolean, float, integer } from '../../../src/table/index.ts'
import { runPython } from '../learn/run-python.ts'

const here = (script: string) => join('..', 'generators', script)

function draw(name: string, maker: Maker<number>): Float64Array {
  const generator = defineGenerator({ columns: { [name]: float() }, rows: { [name]: maker } })
  const made = generate(generator, { seed: 'interop', rows: 20_000 })
  return Float64Array.from(made, (row) => Number(row[name]))
}

test('made values are of their distributions, by SciPy’s tests', async () => {
  const found = (await runPython(here('distributions.py'), {
    uniform: draw('uniform', uniform({ min: 2, max: 5 })),
    normal: draw('normal', normal({ mean: 5, deviation: 2 })),
    logNormal: draw('logNormal', logNormal({ mean: 1, deviation: 0.5 })),
    exponential: draw('exponential', exponential({ mean: 4 })),
    vonMises: draw('vonMises', vonMises({ mean: 30, concentration: 4 })),
    poisson: draw('poisson', poisson({ mean: 6 })),
  })) as Readonly<Record<string, number>>
  for (const [name, pValue] of Object.entries(found)) {
    // The seed is fixed: this holds or doesn't, whenever it is run.
    assert.ok(pValue > 0.001, `${name}: p = ${pValue}`)
  }
})

test('Spearman’s correlations of a table are those of what is made like it, to 0.05', async (t) => {
  const random = seededRandom('copula')
  const columns = {
    a: float(),
    b: float(),
    few: integer(),
    yes: boolean(),
    gappy: float({ optional: true }),
  }
  const table = Array.from({ length: 5000 }, () => {
    const a = Math.exp(random.normal())
    const b = -Math.log(a) + random.normal()
    const few = Math.max(0, Math.min(4, Math.round(2 + a - b + random.normal())))
    const yes = random.next() < 1 / (1 + Math.exp(b))
    return {
      a,
      b,
      few,
      yes,
      ...(random.next() < 0.3 ? {} : { gappy: Math.exp(b + random.normal()) }),
    }
  })
  const learned = learnGenerator(table, columns)
  const made = [...generate(toGenerator(learned), { seed: 1, rows: 5000 })]
  const names = Object.keys(columns)
  const flat = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    Float64Array.from(names.flatMap((name) => rows.map((row) => Number(row[name]))))
  const found = (await runPython(here('copula.py'), {
    'columns.json': JSON.stringify(names.length),
    table: flat(table),
    made: flat(made),
  })) as { readonly table: readonly number[][]; readonly made: readonly number[][] }
  for (const [row, own] of found.table.entries()) {
    for (const [column, wanted] of own.entries()) {
      const apart = Math.abs((found.made[row]?.[column] ?? Number.NaN) - wanted)
      if (column < row)
        t.diagnostic(
          `${names[row]} and ${names[column]}: ${wanted.toFixed(3)}, ${apart.toFixed(3)} apart`,
        )
      assert.ok(apart <= 0.05, `${names[row]} and ${names[column]}: ${apart}`)
    }
  }
})
