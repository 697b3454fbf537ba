import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { seededRandom } from '../src/base/index.ts'
import {
  defineGroup,
  defineView,
  openOnlineView,
  sqliteOnlineRows,
  type FeatureGroup,
  type OnlineRows,
  type OnlineView,
} from '../src/features/index.ts'
import { onlineNeeds } from '../src/features/online/online-need.ts'
import { storedFeatures } from '../src/features/views/stored-features.ts'
import { streamsOf } from '../src/features/views/streams.ts'
import { float, integer, timestamp, type Columns, type EngineRow } from '../src/table/index.ts'
import { quantile } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

/** Ten million keys; `SWELL_BENCH_SHARE=0.1` asks for a tenth. */
const keyCount = Math.round(10_000_000 * Number(process.env['SWELL_BENCH_SHARE'] ?? 1))
const readCount = 20_000
const columnsOf = { near: 7, far: 7, slow: 6 } as const
const at = new Date('2026-01-01T00:00:00Z')

/** Twenty features of three groups by key, from the online store, against rows read by hand from SQLite. */
export async function benchOnline(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const rows = await sqliteOnlineRows(join(folder, 'online.sqlite'))
  const raw = rawLookup(join(folder, 'raw.sqlite'))
  try {
    await fill(rows)
    raw.fill()
    const online = await openView(rows)
    const keys = drawKeys()
    const tails = { ours: [] as number[], peer: [] as number[] }
    const measured = await takeTurns(
      () => measure(keys, (key) => readOnline(online, key), tails.ours),
      () => measure(keys, (key) => raw.read(key), tails.peer),
      { warmUpCount: 1, count: 5 },
    )
    const work = `20 features of 3 groups, ${keyCount / 1e6}M keys`
    const peer = 'rows read from SQLite by hand'
    return [
      toRow({
        work: `${work}, reads`,
        unit: 'reads/s',
        ours: measured.ours,
        peer,
        peerValue: measured.peer,
        target: 0.5,
        better: 'higher',
      }),
      toRow({
        work: `${work}, 99 of 100 within`,
        unit: 'µs',
        ours: quantile(tails.ours, 0.5),
        peer,
        peerValue: quantile(tails.peer, 0.5),
        target: 2,
        better: 'lower',
      }),
    ]
  } finally {
    raw.close()
    await rows.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const groups = Object.entries(columnsOf).map(([name, count]) => {
  const numbers = Object.fromEntries(
    Array.from({ length: count }, (_, own) => [`v${own}`, float()]),
  )
  const columns: Columns = { id: integer(), seenAt: timestamp(), ...numbers }
  return defineGroup<Columns, string>({ name, key: ['id'], time: 'seenAt', columns })
})

const labels = defineGroup({
  name: 'labels',
  key: ['id'],
  time: 'at',
  columns: { id: integer(), at: timestamp(), label: float() },
})

const view = defineView({
  name: 'wide',
  label: labels.column('label'),
  features: Object.fromEntries(
    groups.flatMap((group) =>
      valueNames(group).map((name) => [`${group.name} ${name}`, group.latest(name)]),
    ),
  ),
})

function valueNames(group: FeatureGroup<Columns, string>): string[] {
  return Object.keys(group.columns).filter((name) => name.startsWith('v'))
}

/** The store is filled as commits fill it; the commits themselves are left out. */
async function fill(rows: OnlineRows): Promise<void> {
  const needs = onlineNeeds(streamsOf(storedFeatures(view.features).values()))
  for (const need of new Set(needs.values())) {
    const state = { sequence: 1, pendingFrom: undefined }
    await rows.bring(need, madeRows(need.columns), { state, now: at })
  }
}

async function* madeRows(columns: readonly string[]): AsyncGenerator<readonly EngineRow[]> {
  const telling = { seenAt: at, _known_at: at, _commit: 1, _delivery: undefined, _deleted: false }
  for (let from = 0; from < keyCount; from += 10_000) {
    yield Array.from({ length: Math.min(10_000, keyCount - from) }, (_, own) => {
      const id = from + own
      const values = columns.map((column, place) => [column, id / 7 + place] as const)
      return { id, ...telling, ...Object.fromEntries(values) }
    })
  }
}

async function openView(online: OnlineRows): Promise<OnlineView> {
  const unused = (): never => {
    throw new Error('a view whose rows are all in asks nothing else')
  }
  return openOnlineView(
    {
      online,
      now: () => at,
      commits: { list: async () => [], find: unused, summary: unused },
      blobs: {} as never,
      engine: {} as never,
    },
    view,
  )
}

function drawKeys(): number[] {
  const random = seededRandom('online')
  return Array.from({ length: readCount }, () => random.below(keyCount))
}

function readOnline(online: OnlineView, id: number): unknown {
  return online.read([{ key: { id }, at }])
}

async function measure(
  keys: readonly number[],
  read: (key: number) => unknown,
  tails: number[],
): Promise<number> {
  const times = new Float64Array(keys.length)
  const begin = performance.now()
  for (const [place, key] of keys.entries()) {
    const from = performance.now()
    read(key)
    times[place] = performance.now() - from
  }
  const seconds = (performance.now() - begin) / 1000
  tails.push(quantile([...times], 0.99) * 1000)
  return keys.length / seconds
}

function rawLookup(path: string) {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = off')
  database.exec('pragma mmap_size = 1073741824')
  const tables = Object.entries(columnsOf).map(([name, count]) => {
    const columns = Array.from({ length: count }, (_, own) => `v${own} real`)
    database.exec(`create table ${name} (id integer primary key, ${columns.join(', ')})`)
    return { name, count }
  })
  const lookups = tables.map(({ name }) => database.prepare(`select * from ${name} where id = ?`))
  return {
    fill(): void {
      for (const { name, count } of tables) {
        const put = database.prepare(`insert into ${name} values (?${', ?'.repeat(count)})`)
        database.exec('begin')
        for (let id = 0; id < keyCount; id += 1) {
          put.run(id, ...Array.from({ length: count }, (_, own) => id / 7 + own))
        }
        database.exec('commit')
      }
    },
    read: (id: number): unknown => lookups.map((lookup) => lookup.get(id)),
    close: () => database.close(),
  }
}
