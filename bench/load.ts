import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../src/base/index.ts'
import { appendRelations, defineGroup, type AppendDeps } from '../src/features/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../src/storage/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  integer,
  quoted,
  sql,
  text,
  timestamp,
  type Sql,
  type TableEngine,
} from '../src/table/index.ts'
import type { BenchOptions } from './bench.ts'
import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

/** A share of the full size: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)
const rowsPerCommit = 100_000

const payments = defineGroup({
  name: 'payments',
  key: ['card'],
  time: 'paidAt',
  columns: {
    card: text(),
    paidAt: timestamp(),
    amount: float({ unit: 'EUR' }),
    shop: integer(),
    latitude: float(),
    longitude: float(),
    category: text(),
  },
})

/**
 * Rows that come in as commits (sorted, described, held against what is there, durable), the next one prepared
 * while the last is made, against the engine's own writing of the same rows, a file for each commit.
 */
export async function benchLoad(
  _options: BenchOptions,
  size: number = 10_000_000 * share,
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-load-'))
  const engine = duckdbEngine()
  try {
    const parts = await makeParts(engine, size)
    const cpuTime = { ours: [] as number[], peer: [] as number[] }
    let turn = 0
    const measured = await takeTurns(
      () =>
        timeMs(cpuTime.ours, () => appendAll(engine, join(folder, `ours-${(turn += 1)}`), parts)),
      () => timeMs(cpuTime.peer, () => copyAll(engine, folder, parts)),
      { warmUpCount: 0, count: 3 },
    )
    const work = `${size / 1e6} M rows in commits of ${rowsPerCommit / 1e3}k`
    const about = { unit: 'ms', peer: 'copy to parquet', target: 1.5, better: 'lower' } as const
    const [ours, peerValue] = [median(cpuTime.ours), median(cpuTime.peer)]
    return [
      toRow({ work, ours: measured.ours, peerValue: measured.peer, ...about }),
      // What others do on the machine shows less in it.
      toRow({ work: `${work}, CPU time`, ours, peerValue, ...about }),
    ]
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** How long a work takes; its processor time goes to `cpuTimes`. */
async function timeMs(cpuTimes: number[], work: () => Promise<void>): Promise<number> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  cpuTimes.push((user + system) / 1000)
  return performance.now() - startedAt
}

async function appendAll(
  engine: TableEngine,
  folder: string,
  parts: readonly string[],
): Promise<void> {
  const blobs = fsBlobStore(join(folder, 'blobs'))
  const database = await openSqliteDatabase(`${folder}.sqlite`, { now: systemClock })
  const deps: AppendDeps = { engine, blobs, database, now: systemClock }
  const about = { kind: 'append', runId: undefined, checks: [] } as const
  await appendRelations(deps, payments, parts, about)
  await database.close()
}

async function copyAll(
  engine: TableEngine,
  folder: string,
  parts: readonly string[],
): Promise<void> {
  for (const part of parts) {
    const file = quoted(join(folder, `${part}.parquet`))
    await engine.run(sql`copy ${ident(part)} to ${file} (format parquet, compression zstd)`)
  }
}

/** A table for each commit, as a load has them. */
async function makeParts(engine: TableEngine, size: number): Promise<string[]> {
  const parts: string[] = []
  for (let at = 0; at < size; at += rowsPerCommit) {
    parts.push(`part_${at / rowsPerCommit}`)
    await engine.run(makeRows(parts.at(-1) ?? '', at))
  }
  return parts
}

/** A thousand rows a second, of a hundred thousand cards. */
function makeRows(table: string, at: number): Sql {
  return {
    strings: [
      `create table ${table} as select 'card ' || (hash(range) % 100000) as card,
        timestamp '2026-01-01' + to_milliseconds(range) as paidAt,
        (hash(range + 1) % 100000) / 100.0 as amount, (hash(range + 2) % 5000)::bigint as shop,
        52 + (hash(range + 3) % 1000000) / 1e6 as latitude,
        -9 + (hash(range + 4) % 1000000) / 1e6 as longitude,
        ['food', 'travel', 'health', 'home'][1 + range % 4] as category,
        timestamp '2026-01-01' + to_milliseconds(range + 5) as _known_at,
        null::varchar as _delivery from range(${at}, ${at + rowsPerCommit})`,
    ],
    values: [],
  }
}
