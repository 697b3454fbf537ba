import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  category,
  chance,
  defineGenerator,
  exponential,
  generate,
  jump,
  missing,
  normal,
  phrase,
  ramp,
  sequence,
  uniform,
} from '../../../src/data/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { correlation, mean, share, size } from './sample.ts'

const from = new Date('2026-01-01')
const to = new Date('2026-03-01')

const passengers = defineGenerator({
  columns: {
    id: text(),
    // Reads a column that stands behind it.
    fare: float(),
    survived: boolean(),
    klass: text({ oneOf: ['first', 'third'] }),
    cabin: text({ optional: true }),
    age: float({ optional: true }),
  },
  rows: {
    id: sequence({ prefix: 'P-' }),
    fare: exponential({ mean: (row) => (row.klass === 'first' ? 80 : 10) }),
    survived: chance((row) => (row.klass === 'first' ? 0.62 : 0.24)),
    klass: category({ first: 1, third: 3 }),
    cabin: missing(
      (row) => `${row.klass} deck`,
      (row) => (row.klass === 'first' ? 0.2 : 0.9),
    ),
    age: missing(uniform({ min: 0, max: 80 }), 0.25),
  },
})

test('a column may hang on any other, wherever it stands', () => {
  const rows = [...generate(passengers, { seed: 1, rows: size })]
  const first = rows.filter(({ klass }) => klass === 'first')
  const third = rows.filter(({ klass }) => klass === 'third')
  assert.ok(Math.abs(first.length / size - 0.25) < 0.015)
  assert.ok(Math.abs(mean(first.map(({ fare }) => fare)) - 80) < 5)
  assert.ok(Math.abs(mean(third.map(({ fare }) => fare)) - 10) < 0.5)
  assert.ok(Math.abs(share(first, ({ survived }) => survived) - 0.62) < 0.03)
  assert.ok(Math.abs(share(third, ({ survived }) => survived) - 0.24) < 0.02)
})

test('values are missing in their share, at random or as another column says', () => {
  const rows = [...generate(passengers, { seed: 2, rows: size })]
  const gaps = (klass: string) =>
    share(
      rows.filter((row) => row.klass === klass),
      ({ cabin }) => cabin === undefined,
    )
  assert.ok(Math.abs(gaps('first') - 0.2) < 0.025)
  assert.ok(Math.abs(gaps('third') - 0.9) < 0.015)
  assert.ok(Math.abs(share(rows, ({ age }) => age === undefined) - 0.25) < 0.015)
  const isGap = rows.map(({ age }) => (age === undefined ? 1 : 0))
  const fares = rows.map(({ fare }) => fare)
  assert.ok(Math.abs(correlation(isGap, fares)) < 0.03)
})

test('values can be missing as they themselves say: those with most tell it least', () => {
  const income = uniform({ min: 0, max: 100 })
  const told = missing(income, (_row, _moment, value) => (value > 80 ? 0.9 : 0.1))
  const shy = defineGenerator({ columns: { told: float({ optional: true }) }, rows: { told } })
  const rows = [...generate(shy, { seed: 1, rows: size })]
  assert.ok(Math.abs(share(rows, (row) => row.told === undefined) - 0.26) < 0.015)
  const known = rows.flatMap((row) => row.told ?? [])
  // Of those that are told, 2 of 74 are above 80.
  assert.ok(Math.abs(known.filter((value) => value > 80).length / known.length - 2 / 74) < 0.01)
})

test('values that are not missing are those that there would be without gaps', () => {
  const column = { age: float({ optional: true }) }
  const age = uniform({ min: 0, max: 80 })
  const options = { seed: 1, rows: 200 }
  const whole = [...generate(defineGenerator({ columns: column, rows: { age } }), options)]
  const gappy = defineGenerator({ columns: column, rows: { age: missing(age, 0.5) } })
  for (const [at, row] of [...generate(gappy, options)].entries()) {
    if (row.age !== undefined) assert.equal(row.age, whole[at]?.age)
  }
})

test('the same seed makes the same rows, another others, and more begin with fewer', () => {
  const rows = generate(passengers, { seed: 1, rows: 100 })
  const made = [...rows]
  assert.deepEqual([...rows], made)
  assert.deepEqual([...generate(passengers, { seed: 1, rows: 300 })].slice(0, 100), made)
  assert.notDeepEqual([...generate(passengers, { seed: 2, rows: 100 })], made)
  assert.deepEqual([...generate(passengers, { seed: 1, rows: 0 })], [])
})

test('a column that is added changes no other', () => {
  const columns = { height: float() }
  const height = normal({ mean: 1, deviation: 1 })
  const one = defineGenerator({ columns, rows: { height } })
  const two = defineGenerator({
    columns: { period: float(), ...columns },
    rows: { period: normal({ mean: 9, deviation: 1 }), height },
  })
  const heights = (rows: Iterable<{ readonly height: number }>) =>
    Array.from(rows, (row) => row.height)
  const options = { seed: 1, rows: 50 }
  assert.deepEqual(heights(generate(two, options)), heights(generate(one, options)))
})

const hourly = {
  columns: { beachId: text(), at: timestamp(), height: float(), number: integer() },
  time: 'at',
  every: '12h',
  rows: { height: normal({ mean: 1, deviation: 1 }), number: sequence() },
} as const

test('there is a row for each key at each moment, and a key that is added changes no other', () => {
  const one = defineGenerator({ ...hourly, each: { beachId: ['inch'] } })
  const two = defineGenerator({ ...hourly, each: { beachId: ['easkey', 'inch'] } })
  const options = { seed: 1, from, to: new Date('2026-01-02') }
  const rows = [...generate(two, options)]
  assert.deepEqual(
    rows.map(({ beachId, at, number }) => [beachId, at.toISOString(), number]),
    [
      ['easkey', '2026-01-01T00:00:00.000Z', 1],
      ['inch', '2026-01-01T00:00:00.000Z', 2],
      ['easkey', '2026-01-01T12:00:00.000Z', 3],
      ['inch', '2026-01-01T12:00:00.000Z', 4],
    ],
  )
  assert.deepEqual(
    rows.filter(({ beachId }) => beachId === 'inch').map(({ height }) => height),
    Array.from(generate(one, options), ({ height }) => height),
  )
  assert.equal([...generate(two, { seed: 1, from, rows: 3 })].length, 3)
})

test('any parameter may drift: evenly, at once, or by a function of the moment', () => {
  const drifting = defineGenerator({
    columns: { at: timestamp(), height: float(), kind: text(), isGap: float({ optional: true }) },
    time: 'at',
    every: '5m',
    rows: {
      height: normal({ mean: ramp({ from, to, start: 0, end: 10 }), deviation: 1 }),
      kind: category({
        usual: 1,
        rare: jump({ at: new Date('2026-02-01'), before: 0, after: 1 }),
      }),
      isGap: missing(uniform({ min: 0, max: 1 }), (_row, { at }) =>
        at.getUTCMonth() === 0 ? 0 : 0.5,
      ),
    },
  })
  const rows = [...generate(drifting, { seed: 1, from, to })]
  const january = rows.filter(({ at }) => at.getUTCMonth() === 0)
  const february = rows.filter(({ at }) => at.getUTCMonth() === 1)
  assert.equal(rows.length, 59 * 288)
  assert.ok(Math.abs(mean(january.map(({ height }) => height)) - (10 * 15.5) / 59) < 0.15)
  assert.ok(Math.abs(mean(february.map(({ height }) => height)) - (10 * 45) / 59) < 0.15)
  assert.equal(
    share(january, ({ kind }) => kind === 'rare'),
    0,
  )
  assert.ok(Math.abs(share(february, ({ kind }) => kind === 'rare') - 0.5) < 0.025)
  assert.equal(
    share(january, ({ isGap }) => isGap === undefined),
    0,
  )
  assert.ok(Math.abs(share(february, ({ isGap }) => isGap === undefined) - 0.5) < 0.025)
})

test('rows without a time of their own drift by the moment of the whole table', () => {
  const one = defineGenerator({
    columns: { level: float() },
    rows: { level: ramp({ from, to, start: 0, end: 59 }) },
  })
  assert.deepEqual(
    [...generate(one, { seed: 1, rows: 1, from: new Date('2026-01-03') })],
    [{ level: 2 }],
  )
  assert.throws(() => [...generate(one, { seed: 1, rows: 1 })], {
    message: 'generate: from must be given, as a column hangs on time, but is undefined.',
  })
})

test('texts are made of a grammar', () => {
  const notes = defineGenerator({
    columns: { note: text() },
    rows: {
      note: phrase({
        text: ['{size} waves', '{size} waves, {wind}'],
        size: ['small', 'huge'],
        wind: ['offshore', '{size} gusts'],
      }),
    },
  })
  const made = Array.from(generate(notes, { seed: 1, rows: 500 }), ({ note }) => note)
  assert.equal(new Set(made).size, 8)
  for (const note of made)
    assert.match(note, /^(small|huge) waves(, (offshore|(small|huge) gusts))?$/)
  assert.throws(() => phrase({ text: ['{colour} waves'] }), {
    message: 'phrase: the rule text must be made of text, but is {colour}.',
  })
  const endless = defineGenerator({
    columns: { note: text() },
    rows: { note: phrase({ text: ['{text}'] }) },
  })
  assert.throws(() => [...generate(endless, { seed: 1, rows: 1 })], {
    code: 'data.generatorSettingWrong',
  })
})

test('what can not be made is refused', () => {
  const circle = defineGenerator({
    columns: { a: float(), b: float() },
    rows: { a: (row) => row.b, b: (row) => row.a },
  })
  assert.throws(() => [...generate(circle, { seed: 1, rows: 1 })], {
    code: 'data.columnsInCircle',
    message: 'The columns a → b → a need each other, so none of them can be made first.',
  })
  const half = defineGenerator({ columns: { count: integer() }, rows: { count: () => 0.5 } })
  assert.throws(() => [...generate(half, { seed: 1, rows: 1 })], { code: 'table.valueOfWrongType' })
  const timed = defineGenerator({ columns: { at: timestamp() }, time: 'at', rows: {} })
  const refused = { code: 'data.generatorSettingWrong' }
  assert.throws(() => [...generate(timed, { seed: 1, from, to })], refused)
  assert.throws(() => [...generate(timed, { seed: 1, rows: 2 })], refused)
  assert.throws(() => [...generate(half, { seed: 1, rows: Number.NaN })], refused)
  const never = new Date(Number.NaN)
  assert.throws(() => [...generate(timed, { seed: 1, from, to: never })], refused)
  // @ts-expect-error -- a generator that is told neither would not end
  assert.throws(() => [...generate(timed, { seed: 1, from })], refused)
})
