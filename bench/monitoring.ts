import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mergeProfiles, profileColumns, type InputColumn } from '../src/learn/index.ts'
import { measureDrift, readDriftSide, type ComparedColumn } from '../src/monitoring/index.ts'
import { duckdbEngine, parquetFiles, sql, writeParquet } from '../src/table/index.ts'
import type { Sql, TableEngine } from '../src/table/index.ts'
import type { BenchOptions } from './bench.ts'
import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

/** A share of the full size: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)
const rowCount = 1_000_000 * share

const columns: readonly ComparedColumn[] = [
  ...Array.from({ length: 14 }, (_, at) => ({ name: `level_${at}`, kind: 'number' as const })),
  { name: 'wait', kind: 'number' },
  { name: 'gappy', kind: 'number' },
  { name: 'kind', kind: 'category' },
  { name: 'port', kind: 'category' },
  { name: 'open', kind: 'category' },
  { name: 'team', kind: 'category' },
]

/**
 * Drift of 20 columns of two files of a million rows, read anew each time, against one scan of them by DuckDB
 * and against Evidently's report (whose rows are in memory already), by the time of the processor; and from profiles.
 */
export async function benchMonitoring({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const engine = duckdbEngine()
  try {
    const files = [join(folder, 'reference.parquet'), join(folder, 'current.parquet')]
    for (const [at, file] of files.entries()) await writeParquet(engine, rowsOf(rowCount, at), file)
    const tables = files.map((file) => parquetFiles([file]))
    const work = `drift, ${rowCount / 1e6}M × 20 against ${rowCount / 1e6}M, files read`
    const besideScan = async (name: string, seconds: typeof timeSeconds) => {
      const { ours, peer: peerValue } = await takeTurns(
        () => seconds(() => driftOf(engine, tables)),
        () => seconds(() => scan(engine, tables)),
        { warmUpCount: 1, count: 5 },
      )
      const peer = 'one DuckDB scan: count, least, largest, mean, deviation'
      return toRow({ work: name, unit: 's', ours, peer, peerValue, target: 4, better: 'lower' })
    }
    const rows = [
      await besideScan(work, timeSeconds),
      await besideScan(`${work}, time of the processor`, processorSeconds),
      ...benchProfiles(),
    ]
    if (!withPeers) return rows
    console.error('Evidently takes one to several minutes …')
    const own = await processorSeconds(() => driftOf(engine, tables))
    return [await besideEvidently(work, own, files), ...rows]
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function driftOf(engine: TableEngine, tables: readonly Sql[]): Promise<unknown> {
  const [reference, current] = await Promise.all(
    tables.map((table) => readDriftSide(engine, table, columns)),
  )
  if (reference === undefined || current === undefined) throw new Error('Two tables are needed.')
  return measureDrift(reference, current)
}

async function scan(engine: TableEngine, tables: readonly Sql[]): Promise<unknown> {
  const aggregates = columns
    .map(({ name, kind }) =>
      kind === 'number'
        ? `count("${name}"), min("${name}"), max("${name}"), avg("${name}"), stddev("${name}")`
        : `count("${name}"), min("${name}"), max("${name}"), approx_count_distinct("${name}")`,
    )
    .join(', ')
  const wanted: Sql = { strings: [aggregates], values: [] }
  return Promise.all(tables.map((table) => engine.rows(sql`select ${wanted} from ${table}`)))
}

async function besideEvidently(work: string, ours: number, files: readonly string[]): Promise<Row> {
  const python = process.env['EVIDENTLY_PYTHON'] ?? '.tools/evidently/bin/python'
  const args = ['-W', 'ignore', '-c', evidently, ...files, JSON.stringify(columns)]
  const { stdout } = await promisify(execFile)(python, args)
  return toRow({
    work: `${work}, time of the processor`,
    unit: 's',
    ours,
    peer: 'Evidently 0.7.21, rows in memory',
    peerValue: Number(stdout.trim()),
    target: 1 / 20,
    better: 'lower',
  })
}

const evidently = `
import json, sys, time
import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset
columns = json.loads(sys.argv[3])
definition = DataDefinition(
    numerical_columns=[c["name"] for c in columns if c["kind"] == "number"],
    categorical_columns=[c["name"] for c in columns if c["kind"] == "category"],
)
frames = [pandas.read_parquet(path) for path in sys.argv[1:3]]
reference, current = (Dataset.from_pandas(f, data_definition=definition) for f in frames)
begun = time.process_time()
Report([DataDriftPreset()]).run(current, reference).dict()
print(time.process_time() - begun)
`

/** Levels of several shapes, a skewed one, one with gaps, and texts of few to many kinds. */
const rowsOf = (count: number, side: number): Sql => sql`select
  ${listOf(14, (at) => `sqrt(-2 * ln((hash(x * 31 + ${at} + ${side} * 7919) % 1000003 + 1) / 1000004.0::double)) * cos(hash(x * 37 + ${at} + ${side} * 104729) % 1000003 / 159155.4::double) as level_${at}`)},
  -ln((hash(x + 2 + ${side} * 17) % 1000003 + 1) / 1000004.0::double) as wait,
  case when hash(x + 3 + ${side} * 19) % 5 > 0 then (hash(x + 4) % 9973)::double end as gappy,
  'kind ' || (hash(x + 5 + ${side} * 23) % 4) as kind, 'port ' || (hash(x + 7 + ${side} * 29) % 40) as port,
  case when hash(x + 8 + ${side} * 31) % 3 = 0 then 'yes' else 'no' end as open,
  'team ' || (hash(x + 9 + ${side} * 37) % 2000) as team
  from range(${count}) as r(x)`

function listOf(count: number, of: (at: number) => string): Sql {
  return { strings: [Array.from({ length: count }, (_, at) => of(at)).join(', ')], values: [] }
}

/** Twenty columns from profiles of both sides, and of a window of 10,000 rows against a profile. */
function benchProfiles(): readonly Row[] {
  const draw = (side: number): InputColumn[] =>
    Array.from({ length: 20 }, (_, at) => ({
      name: `level_${at}`,
      kind: 'number',
      values: Float64Array.from({ length: 10_000 }, (__, row) =>
        Math.sin((row + 1) * 12.9898 * (at + 2 + side)),
      ),
    }))
  const window = draw(1)
  const reference = profileColumns(draw(0))
  const current = profileColumns(window, reference)
  const hours = Array.from({ length: 24 }, () => current)
  const works: readonly (readonly [string, () => unknown])[] = [
    ['20 columns, both sides from profiles', () => measureDrift(reference, current)],
    [
      '20 columns, a day of 24 hourly profiles put together against a profile',
      () => measureDrift(reference, hours.reduce(mergeProfiles)),
    ],
    [
      '20 columns, 10,000 rows against a profile',
      () => measureDrift(reference, { columns: window }),
    ],
  ]
  return works.map(([name, run]) =>
    toRow({
      work: `drift, ${name}`,
      unit: 'ms',
      ours: medianMs(run),
      peer: 'what it may take',
      peerValue: 50,
      target: 1,
      better: 'lower',
    }),
  )
}

function medianMs(run: () => unknown): number {
  return median(
    Array.from({ length: 25 }, () => {
      const begun = performance.now()
      run()
      return performance.now() - begun
    }),
  )
}

/** On all threads: other work on the machine doesn't count. */
async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
