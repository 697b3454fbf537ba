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
import type { BenchOptions } from './bench.ts'
import { median } from './median.ts'
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
 * the SQL that one would write by hand for just these rows: where all were known on time it asks nothing
 * about that, it knows that none was corrected, and it adds up in any order.
 */
export async function benchPointInTime({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  const late = sql`"at" + to_seconds((hash("at") % 600)::bigint)`
  return [
    ...(await measure({ title: 'on time', knownAt: sql`"at"`, isLate: false }, withPeers)),
    ...(await measure({ title: 'up to 10 min late', knownAt: late, isLate: true }, false)),
  ]
}

interface Arrival {
  readonly title: string
  readonly knownAt: Sql
  readonly isLate: boolean
}

/** What `merge_asof` can do: the latest value alone, of columns that are in memory already. */
async function againstPandas(store: Store, folder: string, work: string): Promise<readonly Row[]> {
  const { query } = await labelledQuery(store, latestOnly)
  const peers = await timePandas(store, folder)
  const times: number[] = []
  for (let turn = 0; turn < turns.count; turn += 1)
    times.push(await timeSeconds(store.engine, query))
  const ours = { unit: 's', ours: median(times), target: 1, better: 'lower' } as const
  return Object.entries(peers).map(([peer, peerValue]) =>
    toRow({ work: `${work}, one latest value`, peer, peerValue, ...ours }),
  )
}

type Store = Awaited<ReturnType<typeof openStore>>

async function measure(
  { title, knownAt, isLate }: Arrival,
  withPeers: boolean,
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const store = await openStore(folder)
  try {
    await fill(store, labels, labelCount, sql`"at"`)
    for (const group of groups) await fill(store, group, rowCount, knownAt)
    const asWritten = await byHand(store, isLate)
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
    return [...rows, ...(await againstPandas(store, folder, work))]
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
const latestOnly = defineView({
  name: 'latest',
  label: labels.column('value'),
  features: Object.fromEntries(groups.map((group) => [group.name, group.latest('amount')])),
})

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

/**
 * The same features as one would write them in SQL. Of three ways to find the newest row among late ones
 * it is the fastest: that of the window, and where there is none the newest from before it.
 */
async function byHand(store: Store, isLate: boolean): Promise<Sql> {
  const spine = (await groupRelation(store, labels)).relation
  const parts = await Promise.all(
    groups.map(async (group) => {
      const { relation } = await groupRelation(store, group)
      const [latest, window] = [ident(`latest_${group.name}`), ident(`window_${group.name}`)]
      const known = isLate ? sql` and r._known_at <= s."at"` : sql``
      const newest = isLate
        ? sql`, max_by(r.amount, r."at") as amount, max_by(r.size, r."at") as size`
        : sql``
      const found = isLate
        ? sql`
          select s.id, coalesce(w.amount, r.amount) as amount, coalesce(w.size, r.size) as size
          from spine as s asof left join ${relation} as r
          on s.key = r.key and s."at" - interval 4 hours >= r."at"
          left join ${window} as w on s.id = w.id`
        : sql`
          select s.id, r.amount, r.size from spine as s
          asof join ${relation} as r on s.key = r.key and s."at" >= r."at"`
      return sql`
        , ${window} as (
          select s.id, count(*) as count, avg(r.amount) as mean, max(r.amount) as max${newest}
          from (select *, unnest([piece, piece - 1]) as own from
            (select *, epoch_ms("at") // 14400000 as piece from spine)) as s
          join (select *, epoch_ms("at") // 14400000 as piece from ${relation}) as r
          on s.key = r.key and s.own = r.piece
            and r."at" <= s."at" and r."at" > s."at" - interval 4 hours${known}
          group by s.id
        ), ${latest} as (${found})`
    }),
  )
  const found = groupNames.map(
    (name) => sql`
      left join (select id, amount as ${ident(`${name}_amount`)}, size as ${ident(`${name}_size`)}
        from ${ident(`latest_${name}`)}) using (id)
      left join (select id, count, mean, max from ${ident(`window_${name}`)}) using (id)`,
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

async function timePandas(store: Store, folder: string): Promise<Record<string, number>> {
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
  return JSON.parse(String(value)) as Record<string, number>
}

const peerScript = `
import json, sys, time, numpy, pandas
folder, names = sys.argv[1], sys.argv[2:]
def read(name):
    column = lambda part: numpy.fromfile(f"{folder}/{name}.{part}")
    return pandas.DataFrame({"at": column("at").astype("int64"), "key": column("key").astype("int64"), name: column("value")})
def merge(labels, groups):
    start = time.perf_counter()
    found = labels.sort_values("at")
    for group in groups:
        found = pandas.merge_asof(found, group.sort_values("at"), on="at", by="key")
    return time.perf_counter() - start
def median(frames):
    return sorted(merge(frames[0], frames[1:]) for _ in range(3))[1]
frames = [read(name) for name in ["labels", *names]]
as_numbers = median(frames)
for frame in frames:
    frame["key"] = "key " + frame["key"].astype(str)
print(json.dumps({"pandas merge_asof": median(frames), "merge_asof, keys as whole numbers": as_numbers}))
`
