import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fixedClock } from '../src/base/index.ts'
import {
  defineGroup,
  defineView,
  type Feature,
  type Features,
  type Group,
} from '../src/features/index.ts'
import { appendRelation } from '../src/features/groups/append-commit.ts'
import { groupRelation } from '../src/features/groups/group-relation.ts'
import { sqlCommitStore } from '../src/features/groups/sql-commit-store.ts'
import { labelledQuery } from '../src/features/views/view-rows.ts'
import { fsBlobStore, openSqliteDatabase } from '../src/storage/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  joinSql,
  sql,
  text,
  timestamp,
  type Sql,
  type TableEngine,
} from '../src/table/index.ts'
import type { BenchOptions } from './benches.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns, type Turns } from './take-turns.ts'

const scale = Number(process.env['GROUNDSWELL_BENCH_SCALE'] ?? 1)
const labelCount = 1_000_000 * scale
const rowCount = 5_000_000 * scale
const keyCount = 10_000 * scale
const groupNames = ['cards', 'shops', 'devices'] as const
/** Two months, in milliseconds. */
const spanMs = 60 * 86_400_000
const turns: Turns = { warmUpCount: 1, count: 3 }

/**
 * A training set of 1M labels with latest values and 4-hour windows of 3 groups of 5M rows each, against
 * the SQL that one would write by hand: without known times, corrections and an order of the sums.
 */
export async function benchPointInTime({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  return [
    ...(await measure('on time', sql`"at"`, withPeers)),
    ...(await measure(
      'up to 10 min late',
      sql`"at" + to_seconds((hash("at") % 600)::bigint)`,
      false,
    )),
  ]
}

type Store = Awaited<ReturnType<typeof openStore>>

async function measure(title: string, knownAt: Sql, withPeers: boolean): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const store = await openStore(folder)
  try {
    await fill(store, labels, labelCount, sql`"at"`)
    for (const group of groups) await fill(store, group, rowCount, knownAt)
    const asWritten = await byHand(store)
    const { query } = await labelledQuery(store, view)
    const measured = await takeTurns(
      () => timeSeconds(store.engine, query),
      () => timeSeconds(store.engine, asWritten),
      turns,
    )
    const work = `point in time, ${labelCount / 1e6}M labels × 3 of ${rowCount / 1e6}M rows, ${title}`
    const ours = { work, unit: 's', ours: measured.ours, better: 'lower' } as const
    const rows = [toRow({ ...ours, peer: 'SQL by hand', peerValue: measured.peer, target: 1.3 })]
    if (!withPeers) return rows
    const pandas = await timePandas(store, folder)
    return [...rows, toRow({ ...ours, peer: 'pandas, latest only', peerValue: pandas, target: 1 })]
  } finally {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function openStore(folder: string) {
  const now = fixedClock(new Date('2026-06-01T00:00:00Z'))
  const database = await openSqliteDatabase(join(folder, 'metadata.sqlite'), { now })
  const engine = duckdbEngine()
  // What a laptop has to spare: the rest goes to disk.
  await engine.run(sql`set memory_limit = '4GB'`)
  const blobs = fsBlobStore(join(folder, 'blobs'))
  const commits = sqlCommitStore(database)
  return {
    root: folder,
    database,
    engine,
    now,
    blobs,
    commits,
    close: async () => {
      engine.close()
      await database.close()
    },
  }
}

const columns = { key: text(), at: timestamp(), amount: float(), size: float() }

const labels = defineGroup({
  name: 'labels',
  key: ['key'],
  time: 'at',
  columns: { key: text(), at: timestamp(), value: float() },
})
const groups = groupNames.map((name) => defineGroup({ name, key: ['key'], time: 'at', columns }))

const features: Features = Object.fromEntries(
  groups.flatMap((group): [string, Feature][] => {
    const window = group.window('4h')
    return [
      [`${group.name}_amount`, group.latest('amount')],
      [`${group.name}_size`, group.latest('size')],
      [`${group.name}_count`, window.count('amount')],
      [`${group.name}_mean`, window.mean('amount')],
      [`${group.name}_max`, window.max('amount')],
    ]
  }),
)
const view = defineView({ name: 'bench', label: labels.column('value'), features })

/** Writes a group's rows as one commit: moments anywhere in the span, each of a key only once. */
async function fill(store: Store, group: Group, count: number, knownAt: Sql): Promise<void> {
  const { engine } = store
  const perKey = count / keyCount
  const step = Math.floor(spanMs / perKey)
  const values = Object.keys(group.columns).flatMap((name, at) =>
    name === 'key' || name === 'at'
      ? []
      : [sql`(hash(x * 31 + ${at}) % 10007) / 100.0::double as ${ident(name)}`],
  )
  const own = group.name.length
  await engine.run(sql`create or replace table filled as
    select *, ${knownAt} as _known_at, null::varchar as _delivery from (
      select 'key ' || (x % ${keyCount}::bigint)::bigint as key, ${joinSql(values, ', ')},
        timestamp '2026-01-01' + to_milliseconds(
          (x // ${keyCount}::bigint) * ${step}::bigint
          + (hash(x + ${own}) % ${step}::ubigint)::bigint) as "at"
      from range(${count}::bigint) as r(x))`)
  await appendRelation(store, group, 'filled', { kind: 'append', runId: undefined, checks: [] })
  await engine.run(sql`drop table filled`)
}

/** The same features as one would write them in SQL. */
async function byHand(store: Store): Promise<Sql> {
  const spine = (await groupRelation(store, labels)).relation
  const parts = await Promise.all(
    groups.map(async (group) => {
      const { relation } = await groupRelation(store, group)
      const [latest, window] = [ident(`latest_${group.name}`), ident(`window_${group.name}`)]
      return sql`
        , ${latest} as (
          select s.id, r.amount, r.size from spine as s
          asof join ${relation} as r on s.key = r.key and s."at" >= r."at"
        ), ${window} as (
          select s.id, count(*) as count, avg(r.amount) as mean, max(r.amount) as max
          from (select *, unnest([piece, piece - 1]) as own from
            (select *, epoch_ms("at") // 14400000 as piece from spine)) as s
          join (select *, epoch_ms("at") // 14400000 as piece from ${relation}) as r
          on s.key = r.key and s.own = r.piece and r."at" <= s."at" and r."at" > s."at" - interval 4 hours
          group by s.id
        )`
    }),
  )
  const found = groupNames.map(
    (name) => sql`
      left join ${ident(`latest_${name}`)} using (id) left join ${ident(`window_${name}`)} using (id)`,
  )
  return sql`
    with spine as materialized (
      select key, "at", value, row_number() over (order by key, "at") as id from ${spine}
    )${joinSql(parts, '')}
    select * from spine ${joinSql(found, '')} order by id`
}

/** Into a table, as reading a million rows would take as long on both sides. */
async function timeSeconds(engine: TableEngine, query: Sql): Promise<number> {
  const startedAt = performance.now()
  await engine.run(sql`create or replace table found as ${query}`)
  return (performance.now() - startedAt) / 1000
}

/** The latest values alone by `merge_asof`, from columns in memory. */
async function timePandas(store: Store, folder: string): Promise<number> {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with test/interop/requirements.txt.',
    )
  }
  for (const group of [labels, ...groups]) {
    const { relation } = await groupRelation(store, group)
    const value = group === labels ? sql`value` : sql`amount`
    const found = await store.engine.columns(sql`
      select epoch_ms("at")::double as "at", substr(key, 5)::double as key, ${value} as value
      from ${relation}`)
    for (const name of ['at', 'key', 'value']) {
      const bytes = Float64Array.from(found.get(name) as readonly number[])
      await writeFile(join(folder, `${group.name}.${name}`), bytes)
    }
  }
  const child = spawn(python, ['-c', peerScript, folder, ...groupNames], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  return Number(value)
}

const peerScript = `
import sys, time, numpy, pandas
folder, names = sys.argv[1], sys.argv[2:]
def read(name):
    column = lambda part: numpy.fromfile(f"{folder}/{name}.{part}")
    return pandas.DataFrame({"at": column("at").astype("int64"), "key": column("key").astype("int64"), name: column("value")})
labels, groups = read("labels"), [read(name) for name in names]
def merge():
    start = time.perf_counter()
    found = labels.sort_values("at")
    for group in groups:
        found = pandas.merge_asof(found, group.sort_values("at"), on="at", by="key")
    return time.perf_counter() - start
print(sorted(merge() for _ in range(3))[1])
`
