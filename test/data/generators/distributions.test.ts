import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  category,
  chance,
  defineGenerator,
  exponential,
  generate,
  logNormal,
  normal,
  poisson,
  rounded,
  uniform,
  vonMises,
  type Maker,
} from '../../../src/data/index.ts'
import { boolean, float, integer, text } from '../../../src/table/index.ts'
import { deviation, mean, share, size } from './sample.ts'

function draw(maker: Maker<number>): number[] {
  const generator = defineGenerator({ columns: { value: float() }, rows: { value: maker } })
  return Array.from(generate(generator, { seed: 'marginals', rows: size }), (row) => row.value)
}

/** Tolerances are four standard errors or more. */
function near(found: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} is not ${wanted} ± ${tolerance}`)
}

test('numbers have the mean and deviation of their distribution', () => {
  const cases: readonly (readonly [Maker<number>, number, number])[] = [
    [uniform({ min: 2, max: 8 }), 5, 6 / Math.sqrt(12)],
    [normal({ mean: 10, deviation: 3 }), 10, 3],
    [logNormal({ mean: 0, deviation: 0.5 }), Math.exp(0.125), 0.6039],
    [exponential({ mean: 4 }), 4, 4],
    [poisson({ mean: 3 }), 3, Math.sqrt(3)],
    [poisson({ mean: 100 }), 100, 10],
  ]
  for (const [maker, wantedMean, wantedDeviation] of cases) {
    const values = draw(maker)
    near(mean(values), wantedMean, 0.03 * wantedDeviation)
    near(deviation(values), wantedDeviation, 0.05 * wantedDeviation)
  }
})

test('counts are whole, and zero is as frequent as it should be', () => {
  const counts = draw(poisson({ mean: 1 }))
  assert.ok(counts.every((count) => Number.isInteger(count) && count >= 0))
  near(
    share(counts, (count) => count === 0),
    Math.exp(-1),
    0.015,
  )
  assert.equal(mean(draw(poisson({ mean: 0 }))), 0)
})

test('directions lie around their mean, across north too, and all round without concentration', () => {
  const radians = (values: readonly number[]) => values.map((value) => (value * Math.PI) / 180)
  const around = draw(vonMises({ mean: 350, concentration: 4 }))
  assert.ok(around.every((degrees) => degrees >= 0 && degrees < 360))
  const east = mean(radians(around).map(Math.sin))
  const north = mean(radians(around).map(Math.cos))
  near((Math.atan2(east, north) * 180) / Math.PI, -10, 1)
  // I1(4) / I0(4), by Abramowitz and Stegun, table 9.8.
  near(Math.hypot(east, north), 0.8635, 0.005)
  const round = draw(vonMises({ mean: 0, concentration: 0 }))
  near(mean(radians(round).map(Math.cos)), 0, 0.02)
  near(deviation(round), 360 / Math.sqrt(12), 2)
})

test('categories come by weight, and true by chance', () => {
  const generator = defineGenerator({
    columns: {
      port: text({ oneOf: ['Southampton', 'Cherbourg', 'Queenstown'] }),
      survived: boolean(),
      age: integer(),
    },
    rows: {
      port: category({ Southampton: 7, Cherbourg: 2, Queenstown: 1 }),
      survived: chance(0.38),
      age: rounded(normal({ mean: 30, deviation: 14 })),
    },
  })
  const rows = [...generate(generator, { seed: 1, rows: size })]
  near(
    share(rows, ({ port }) => port === 'Southampton'),
    0.7,
    0.015,
  )
  near(
    share(rows, ({ port }) => port === 'Queenstown'),
    0.1,
    0.01,
  )
  near(
    share(rows, ({ survived }) => survived),
    0.38,
    0.015,
  )
  near(mean(rows.map(({ age }) => age)), 30, 0.4)
})

test('a parameter out of range is refused by name', () => {
  const fault = (message: string) => ({ code: 'data.generatorSettingWrong', message })
  assert.throws(
    () => draw(normal({ mean: 0, deviation: -1 })),
    fault('normal: deviation must be a number from 0, but is -1.'),
  )
  assert.throws(
    () => draw(normal({ mean: Number.NaN, deviation: 1 })),
    fault('normal: mean must be a finite number, but is NaN.'),
  )
  assert.throws(
    () => draw(poisson({ mean: 1e9 })),
    fault('poisson: mean must be from 0 to 1000000, but is 1000000000.'),
  )
  const none = defineGenerator({ columns: { kind: text() }, rows: { kind: category({ a: 0 }) } })
  assert.throws(
    () => [...generate(none, { seed: 1, rows: 1 })],
    fault('category: the sum of weights must be a finite number above 0, but is 0.'),
  )
})
