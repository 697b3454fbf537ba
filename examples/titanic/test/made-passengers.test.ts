import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generate } from 'groundswell'
import {
  classCounts,
  fareQuartiles,
  parentsAndChildren,
  portCounts,
  sexCounts,
  siblingsAndSpouses,
  totals,
} from '../passengers/historical-counts.ts'
import { madePassengers } from '../passengers/made-passengers.ts'

const made = [...generate(madePassengers, { seed: 'marginals', rows: 20_000 })]
type Passenger = (typeof made)[number]

const outcomes = { survived: true, lost: false } as const
const of = (outcome: keyof typeof outcomes) =>
  made.filter(({ survived }) => survived === outcomes[outcome])

function share(rows: readonly Passenger[], holds: (row: Passenger) => boolean): number {
  return rows.filter(holds).length / rows.length
}

/** Four standard errors of a share among so many rows, and no less than half a hundredth. */
function assertShare(
  rows: readonly Passenger[],
  holds: (row: Passenger) => boolean,
  wanted: number,
) {
  const found = share(rows, holds)
  const tolerance = Math.max(0.005, 4 * Math.sqrt((wanted * (1 - wanted)) / rows.length))
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} instead of ${wanted}`)
}

function assertNear(found: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} instead of ${wanted}`)
}

function quantile(values: readonly number[], at: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? Number.NaN
}

test('38 of 100 survive', () => {
  assertShare(made, ({ survived }) => survived, totals.survived / 891)
})

test('who survives by sex and class is as it was', () => {
  const wanted = { female: [0.97, 0.92, 0.5], male: [0.37, 0.16, 0.14] } as const
  for (const sex of ['female', 'male'] as const) {
    for (const [at, value] of wanted[sex].entries()) {
      const own = made.filter((row) => row.sex === sex && row.pclass === at + 1)
      assertNear(
        share(own, ({ survived }) => survived),
        value,
        0.04,
      )
    }
  }
})

for (const outcome of ['survived', 'lost'] as const) {
  const rows = of(outcome)
  const total = totals[outcome]
  const inSheet = (count: number) => count / total

  test(`of those who ${outcome === 'lost' ? 'were lost' : outcome}, each column has the shares of the sheet`, () => {
    assertShare(rows, ({ sex }) => sex === 'male', inSheet(sexCounts[outcome].male))
    for (const pclass of [1, 2, 3] as const) {
      const { female, male } = classCounts[outcome]
      assertShare(rows, (row) => row.pclass === pclass, inSheet(female[pclass] + male[pclass]))
    }
    for (const [count, wanted] of Object.entries(parentsAndChildren[outcome])) {
      assertShare(rows, ({ parch }) => Math.min(parch, 3) === Number(count), inSheet(wanted))
    }
    for (const [count, wanted] of Object.entries(siblingsAndSpouses[outcome])) {
      assertShare(rows, ({ sibSp }) => Math.min(sibSp, 2) === Number(count), inSheet(wanted))
    }
    for (const [port, wanted] of Object.entries(portCounts[outcome])) {
      assertShare(rows, ({ embarked }) => embarked === port, inSheet(wanted))
    }
  })

  test(`a quarter of fares each lies between the quartiles of the sheet (${outcome})`, () => {
    const [least = 0, ...bounds] = fareQuartiles[outcome]
    for (const [at, to] of bounds.entries()) {
      const from = bounds[at - 1] ?? least
      assertShare(rows, ({ fare }) => fare > from && fare <= to, 0.25)
    }
  })
}

test('ages are those of 1912, and a fifth of them are not known, most in the third class', () => {
  const ages = made.flatMap(({ age }) => age ?? [])
  const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length
  const variance = ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / ages.length
  assertNear(mean, 29.7, 0.7)
  assertNear(Math.sqrt(variance), 14.5, 0.7)
  assertShare(made, ({ age }) => age === undefined, 177 / 891)
  const unknownIn = (pclass: number) =>
    share(
      made.filter((row) => row.pclass === pclass),
      ({ age }) => age === undefined,
    )
  assert.ok(unknownIn(3) > unknownIn(1) && unknownIn(1) > unknownIn(2))
})

test('fares have about the quartiles of 1912', () => {
  const fares = made.map(({ fare }) => fare)
  assertNear(quantile(fares, 0.25), 7.9, 1)
  assertNear(quantile(fares, 0.5), 14.5, 1.5)
  assertNear(quantile(fares, 0.75), 31, 2)
  assert.ok(Math.max(...fares) <= 512)
})

test('dearer classes pay more', () => {
  const medianIn = (pclass: number) =>
    quantile(
      made.filter((row) => row.pclass === pclass).map(({ fare }) => fare),
      0.5,
    )
  assert.ok(medianIn(1) > 2 * medianIn(2) && medianIn(2) > 1.5 * medianIn(3))
})

test('hardly anybody’s port is unknown', () => {
  assertShare(made, ({ embarked }) => embarked === undefined, 2 / 891)
})

test('no column is another one’s draw used again', () => {
  // Given who survived, ticket and family are drawn apart: knowing one tells nothing of the other.
  const rows = of('lost').filter(({ pclass, sex }) => pclass === 3 && sex === 'male')
  const alone = (row: Passenger) => row.parch === 0
  const pairs: readonly ((row: Passenger) => boolean)[] = [
    ({ sibSp }) => sibSp === 0,
    ({ embarked }) => embarked === 'S',
    ({ fare }) => fare > 9,
    ({ age }) => (age ?? 30) > 30,
  ]
  for (const holds of pairs) {
    const [those, others] = [rows.filter(holds), rows.filter((row) => !holds(row))]
    assertNear(share(those, alone), share(others, alone), 0.04)
  }
})

test('a year of single passengers has both outcomes, as often as they come', () => {
  const year = Array.from({ length: 365 }, (_, day) => {
    const [passenger] = generate(madePassengers, { seed: `titanic/${day}`, rows: 1 })
    return passenger?.survived === true
  })
  assertNear(year.filter(Boolean).length / 365, 0.384, 0.11)
})
