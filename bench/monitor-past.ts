import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../src/base/index.ts'
import { sqlDeliveryStore } from '../src/data/index.ts'
import {
  appendRelation,
  defineGroup,
  defineView,
  freezeView,
  groupRelation,
  sqlCommitStore,
  sqlTrainingSetStore,
} from '../src/features/index.ts'
import { byTime, mae, ridge } from '../src/learn/index.ts'
import { atMost, defineMonitor, noDrift, runMonitor, tumbling } from '../src/monitoring/index.ts'
import { promoteVersion, sqlModelStore } from '../src/registry/index.ts'
import { predictionsGroup } from '../src/serving/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../src/storage/index.ts'
import { duckdbEngine, float, ident, quoted, sql, text, timestamp } from '../src/table/index.ts'
import { sqlRunRecords, sqlRunStore } from '../src/tracking/index.ts'
import { defineModel, trainModel } from '../src/training/index.ts'
import { toRow, type Row } from './row.ts'

/** `SWELL_BENCH_SHARE=0.1` for a tenth. */
const predictionCount = 10_000_000 * Number(process.env['SWELL_BENCH_SHARE'] ?? 1)
const days = 90
const hourMs = 3_600_000
const from = new Date('2026-08-01T00:00:00.000Z')
const to = new Date(from.getTime() + days * 24 * hourMs)

const things = defineGroup({
  name: 'things',
  key: ['thing'],
  time: 'at',
  columns: {
    thing: text(),
    at: timestamp(),
    a: float(),
    b: float(),
    c: float(),
    d: float(),
    y: float(),
  },
})
const view = defineView({
  name: 'things',
  label: things.column('y'),
  features: {
    a: things.latest('a'),
    b: things.latest('b'),
    c: things.latest('c'),
    d: things.latest('d'),
  },
})
const model = defineModel({
  name: 'y',
  view,
  learner: ridge(),
  split: byTime({ test: 0.25 }),
  measure: [mae()],
})
const monitor = defineMonitor({
  name: 'past',
  watch: { model, of: ['inputs', 'predictions'] },
  window: tumbling('1h'),
  rules: [noDrift(), atMost('driftedShare', 0.5)],
})

type Deps = Awaited<ReturnType<typeof open>>

/** 90 days of hourly windows over a log of 10M predictions of four inputs each, beside one scan of the same by DuckDB. */
export async function benchMonitorPast(): Promise<readonly Row[]> {
  const state = await mkdtemp(join(tmpdir(), 'swell-bench-past-'))
  const deps = await open(state)
  try {
    await prepare(deps)
    const scanSeconds = await timeSeconds(() => scan(deps))
    const found: number[] = []
    const seconds = await timeSeconds(async () => {
      const asked = { kind: 'range', from, to } as const
      const onRun = ({ rowCount }: { readonly rowCount: number }) => found.push(rowCount)
      await runMonitor(deps, monitor, { asked, onRun })
    })
    const rowCount = found.reduce((sum, count) => sum + count, 0)
    if (rowCount !== predictionCount) throw new Error(`it has seen ${rowCount} predictions`)
    return [
      toRow({
        work: `back-fill, ${found.length} hourly windows over ${rowCount / 1e6}M predictions`,
        unit: 's',
        ours: seconds,
        peer: 'one DuckDB scan of the same inputs',
        peerValue: scanSeconds,
        better: 'lower',
      }),
    ]
  } finally {
    deps.engine.close()
    await deps.database.close()
    await rm(state, { recursive: true, force: true })
  }
}

async function open(state: string) {
  const now = () => new Date()
  const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now })
  return {
    database,
    state,
    now,
    engine: duckdbEngine(),
    blobs: fsBlobStore(join(state, 'blobs')),
    commits: sqlCommitStore(database),
    deliveries: sqlDeliveryStore(database),
    trainingSets: sqlTrainingSetStore(database),
    models: sqlModelStore({ database, now }),
    runs: sqlRunStore(database),
    records: sqlRunRecords(database),
    stopwatch: () => performance.now(),
    settings: {},
    log: silentLog,
  }
}

/** A model of 20,000 rows, and what it has said since: all of it lies as it did. */
async function prepare(deps: Deps): Promise<void> {
  const drawn = sql`random() * 10 as a, random() * 10 as b, random() * 10 as c, random() * 10 as d`
  await deps.engine.run(sql`
    create table known as select 'thing' || (i % 100) as thing,
      ${from}::timestamp - to_minutes(20000 - i) as "at", ${drawn}, random() * 10 as y,
      ${from}::timestamp - to_minutes(20000 - i) as _known_at, 'made' as _delivery
    from range(20000) as made(i)`)
  await appendRelation(deps, things, 'known', { kind: 'append', runId: undefined, checks: [] })
  const split = byTime({ test: 0.25 })
  const set = await freezeView(deps, view, { split, fingerprint: 'bench' })
  const options = { code: { commit: 'bench', fingerprint: 'bench' }, log: silentLog }
  const { version } = await trainModel(deps, model, set, options)
  await promoteVersion(deps, { model: 'y', version, alias: 'champion', by: 'bench', gates: [] })
  const step = (to.getTime() - from.getTime()) / predictionCount
  await deps.engine.run(sql`
    create table said as select 'thing' || (i % 100) as thing, 'prd_' || i as "predictionId",
      make_timestamp(((${from.getTime()} + i * ${step}) * 1000)::bigint) as "at", "at" as "madeAt",
      "at" as "knownBy", a as predicted, 1 as version, 'online' as origin, 's' as service,
      '{"a":' || a || ',"b":' || b || ',"c":' || c || ',"d":' || d || '}' as features,
      '{}' as deliveries, '{}' as commits, 1.0 as "tookMs", "at" as _known_at, 'made' as _delivery
    from (select i, ${drawn} from range(${predictionCount}) as made(i))`)
  await addEmpty(deps)
  await appendRelation(deps, predictionsGroup(model), 'said', {
    kind: 'append',
    runId: undefined,
    checks: [],
  })
  await deps.engine.run(sql`drop table said`)
}

/** What else is kept of a prediction, and was not there for these. */
async function addEmpty({ engine }: Deps): Promise<void> {
  const told = await engine.rows(sql`select column_name as name from (describe said)`)
  const known = new Set(told.map(({ name }) => name))
  for (const [name, { type }] of Object.entries(predictionsGroup(model).columns)) {
    if (known.has(name)) continue
    const empty = type === 'float' ? sql`double` : sql`varchar`
    await engine.run(sql`alter table said add column ${ident(name)} ${empty}`)
  }
}

async function scan(deps: Deps): Promise<void> {
  const { relation } = await groupRelation(deps, predictionsGroup(model))
  const types = quoted('{"a":"DOUBLE","b":"DOUBLE","c":"DOUBLE","d":"DOUBLE"}')
  await deps.engine.rows(sql`
    select sum(given.a), sum(given.b), sum(given.c), sum(given.d), sum(predicted)
    from (select json_transform(features, ${types}) as given, predicted from ${relation})`)
}

async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
