import {
  checkRows,
  exactSchema,
  fresh,
  inBox,
  inRange,
  matches,
  missingAtMost,
  oneOf,
  present,
  related,
  rowCount,
  unique,
  type Check,
} from '../src/data/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  integer,
  sql,
  text,
  timestamp,
  type Columns,
  type Sql,
  type TableEngine,
} from '../src/table/index.ts'
import type { BenchOptions } from './bench.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

/** A share of the full size: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)

const numbers = Array.from({ length: 12 }, (_, at) => `number${at + 1}`)
const kinds = ['calm', 'slight', 'moderate', 'rough']

const columns: Columns = {
  id: integer(),
  seenAt: timestamp(),
  latitude: float(),
  longitude: float(),
  port: text(),
  state: text(),
  count: integer(),
  level: integer(),
  ...Object.fromEntries(numbers.map((name) => [name, float()])),
}

const checks: readonly Check[] = [
  exactSchema(),
  rowCount({ min: 1 }),
  unique('id'),
  fresh('seenAt', '9999w'),
  inBox(
    { latitude: 'latitude', longitude: 'longitude' },
    { south: -90, north: 90, west: -180, east: 180 },
  ),
  matches('port', /^port-\d+$/),
  oneOf('state', kinds),
  related('count', '<=', 'level'),
  present('seenAt'),
  ...numbers.map((name) => inRange(name, { min: 0, max: 1 })),
  ...numbers.slice(0, 9).map((name) => missingAtMost(name, 0.01)),
]

/** Thirty checks of a table, against one SQL statement that asks the same, written by hand. */
export async function benchChecks(
  _options: BenchOptions,
  size: number = 10_000_000 * share,
): Promise<readonly Row[]> {
  const engine = duckdbEngine()
  try {
    await engine.run(makeTable(size))
    const now = new Date('2026-03-01T00:00:00Z')
    const options = { table: 'tides', columns, checks, now }
    const measured = await takeTurns(
      () => timeMs(() => checkRows(engine, ident('tides'), options)),
      () => timeMs(() => engine.rows(byHand())),
      { warmUpCount: 1, count: 5 },
    )
    await assertHeld(engine, options)
    return [
      toRow({
        work: `${checks.length} checks of ${size / 1e6} M rows × ${Object.keys(columns).length}`,
        unit: 'ms',
        ours: measured.ours,
        peer: 'one statement by hand',
        peerValue: measured.peer,
        target: 1.3,
        better: 'lower',
      }),
    ]
  } finally {
    engine.close()
  }
}

async function assertHeld(
  engine: TableEngine,
  options: Parameters<typeof checkRows>[2],
): Promise<void> {
  const { verdict } = await checkRows(engine, ident('tides'), options)
  if (verdict !== 'passed') throw new Error(`The checks are ${verdict}; they should hold.`)
}

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

function plain(text_: string): Sql {
  return { strings: [text_], values: [] }
}

function makeTable(size: number): Sql {
  const random = numbers.map((name) => `random() as ${name}`).join(', ')
  return plain(`create table tides as select range as id,
    timestamp '2026-01-01' + to_seconds(range % 4000000) as seenAt, random() * 180 - 90 as latitude,
    random() * 360 - 180 as longitude, 'port-' || range % 500 as port,
    ['calm', 'slight', 'moderate', 'rough'][1 + range % 4] as state,
    range % 1000 as count, range % 1000 + 5 as level, ${random} from range(${size})`)
}

function byHand(): Sql {
  const ranges = numbers.map((name) => `count(*) filter (${name} < 0 or ${name} > 1)`)
  const missing = numbers.slice(0, 9).map((name) => `count(*) filter (${name} is null)`)
  const states = kinds.map((kind) => `'${kind}'`).join(', ')
  return sql`select count(*), count(*) - count(distinct id), max(seenAt),
    count(*) filter (not (latitude between -90 and 90 and longitude between -180 and 180)),
    count(*) filter (not regexp_matches(port, '^port-\\d+$')),
    count(*) filter (state not in (${plain(states)})), count(*) filter (not count <= level),
    count(*) filter (seenAt is null), ${plain([...ranges, ...missing].join(', '))} from tides`
}
