import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profileTable } from '../src/data/index.ts'
import {
  duckdbEngine,
  parquetFiles,
  sql,
  writeParquet,
  type Sql,
  type TableEngine,
} from '../src/table/index.ts'
import type { BenchOptions } from './bench.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

/** A share of the full size: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)

/** What ten million rows may take. */
const memoryGb = 2

/** The profile of 20 columns against DuckDB's `summarize`, which has no histograms, values or pairs. */
export async function benchProfile(
  _options: BenchOptions,
  rowCount: number = 10_000_000 * share,
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const engine = duckdbEngine()
  try {
    const file = join(folder, 'rows.parquet')
    await writeParquet(engine, rowsOf(rowCount), file)
    const table = parquetFiles([file])
    await profileTable(engine, table)
    // Of this process, before its peer has run: what made the rows is in it as well.
    const usedGb = (process.resourceUsage().maxRSS * 1024) / 1e9
    const work = `profile, ${rowCount / 1e6}M × 20`
    const measured = await takeTurns(
      () => timeSeconds(() => profileTable(engine, table)),
      () => timeSeconds(() => summarize(engine, table)),
      { warmUpCount: 0, count: 3 },
    )
    return [
      toRow({
        work,
        unit: 's',
        ours: measured.ours,
        peer: "DuckDB's summarize",
        peerValue: measured.peer,
        target: 2,
        better: 'lower',
      }),
      toRow({
        work: `${work}, memory`,
        unit: 'GB',
        ours: usedGb,
        peer: 'what it may take',
        peerValue: memoryGb,
        target: 1,
        better: 'lower',
      }),
    ]
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Keys, whole numbers of few and many values, skewed and gappy ones, texts, moments, truths. */
const rowsOf = (
  count: number,
): Sql => sql`select x as id, (hash(x) % 7)::integer as part, (hash(x + 1) % 1000)::integer as code,
  ${columnsOf(8, (at) => `(hash(x * 31 + ${at}) % 1000003) / 1000003.0::double as share_${at}`)},
  -ln((hash(x + 2) % 1000003 + 1) / 1000004.0::double) as wait,
  case when hash(x + 3) % 5 > 0 then (hash(x + 4) % 9973)::double end as gappy,
  case when hash(x + 5) % 3 = 0 then 0 else (hash(x + 6) % 50)::double end as rain,
  'port ' || (hash(x + 7) % 40) as port, 'group ' || (hash(x + 8) % 5000) as team,
  'customer ' || (hash(x + 9) % 300000) as customer, hash(x + 10) % 2 = 0 as is_open,
  timestamp '2026-01-01' + to_seconds(x::bigint) as seen_at, (x / 2)::double as half
  from range(${count}) as r(x)`

function columnsOf(count: number, of: (at: number) => string): Sql {
  return { strings: [Array.from({ length: count }, (_, at) => of(at)).join(', ')], values: [] }
}

function summarize(engine: TableEngine, table: Sql): Promise<unknown> {
  return engine.rows(sql`summarize select * from ${table}`)
}

async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}
