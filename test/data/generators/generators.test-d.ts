import {
  category,
  defineGenerator,
  generate,
  missing,
  normal,
  sequence,
} from '../../../src/data/index.ts'
import { defineGroup } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'

/* Checked by the compiler: each line after `@ts-expect-error` must be an error. */

const columns = {
  beachId: text({ oneOf: ['easkey', 'inch'] }),
  at: timestamp(),
  height: float(),
  period: float({ optional: true }),
}

const swells = defineGenerator({
  columns,
  time: 'at',
  every: '1h',
  each: { beachId: ['inch'] },
  rows: {
    height: normal({ mean: (row) => row.period ?? 1, deviation: 1 }),
    period: missing((row) => row.at.getTime(), 0.1),
  },
})
for (const row of generate(swells, { seed: 1, rows: 3 })) {
  const known: { beachId: 'easkey' | 'inch'; at: Date; height: number } = row
  // @ts-expect-error it may be missing
  const period: number = row.period
  void [known, period]
}

export const loaded = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'at',
  columns,
  read: ({ text: seed }) => ({ rows: generate(swells, { seed, rows: 10 }) }),
})

const kind = { kind: text({ oneOf: ['wind', 'ground'] }) }
defineGenerator({ columns: kind, rows: { kind: category({ wind: 1, ground: 2 }) } })
// @ts-expect-error a value that the column does not take
defineGenerator({ columns: kind, rows: { kind: category({ wind: 1, tide: 2 }) } })
// @ts-expect-error a number where a text belongs
defineGenerator({ columns: { note: text() }, rows: { note: sequence() } })
// @ts-expect-error a value is always there
defineGenerator({ columns: { height: float() }, rows: { height: missing(() => 1, 0.5) } })
// @ts-expect-error a column without a maker
defineGenerator({ columns: { height: float(), period: float() }, rows: { height: () => 1 } })
// @ts-expect-error the time is a moment
defineGenerator({ columns: { height: float() }, time: 'height', rows: {} })
// @ts-expect-error a column that there is not
defineGenerator({ columns: { height: float() }, rows: { height: () => 1, tide: () => 1 } })
