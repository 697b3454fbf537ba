import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { silentLog, systemClock } from '../src/base/index.ts'
import { defineProject } from '../src/index.ts'
import { openProject } from '../src/project/index.ts'
import { startServer } from '../src/server/index.ts'
import type { BenchOptions } from './bench.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { benchTrackingPeer } from './tracking-peer.ts'

/** A share of the full size: SWELL_BENCH_SHARE=0.1 for a tenth. */
const share = Number(process.env['SWELL_BENCH_SHARE'] ?? 1)
const batchSize = 1000
const metricCount = 10

interface Point {
  readonly key: string
  readonly value: number
  readonly timestamp: number
  readonly step: number
}

/**
 * Metric points logged over HTTP as clients of MLflow do it, a thousand a batch, against SQLite alone
 * that is given the same batches in this process: a row a point, a transaction a batch, safe on disk.
 */
export async function benchTracking(
  { withPeers }: BenchOptions,
  size: number = 1_000_000 * share,
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  const project = await openProject(defineProject({ name: 'logbook' }), {
    root: folder,
    settings: {},
    environment: {},
    now: systemClock,
    log: silentLog,
  })
  const server = await startServer(project, { port: 0 })
  let turn = 0
  try {
    const measured = await takeTurns(
      async () => pointsPerSecond(size, () => logOverHttp(server.url, size)),
      async () =>
        pointsPerSecond(size, async () => insertInSqlite(join(folder, `${(turn += 1)}.db`), size)),
      { warmUpCount: 1, count: 3 },
    )
    return [
      ...(withPeers ? await benchTrackingPeer(folder, share) : []),
      toRow({
        work: `log ${size / 1e6} M metric points over HTTP, ${batchSize} a batch`,
        unit: 'points/s',
        ours: measured.ours,
        peer: 'SQLite alone, the same batches',
        peerValue: measured.peer,
        target: 0.3,
        better: 'higher',
      }),
    ]
  } finally {
    await server.close()
    await project.close()
    await rm(folder, { recursive: true })
  }
}

async function pointsPerSecond(size: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return size / ((performance.now() - startedAt) / 1000)
}

function batchAt(start: number): readonly Point[] {
  return Array.from({ length: batchSize }, (_, at) => ({
    key: `metric ${(start + at) % metricCount}`,
    value: Math.sin(start + at),
    timestamp: 1_790_000_000_000 + start + at,
    step: Math.floor((start + at) / metricCount),
  }))
}

async function logOverHttp(url: string, size: number): Promise<void> {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/2.0/mlflow${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  const { run } = (await post('/runs/create', { experiment_id: '0' })) as {
    run: { info: { run_id: string } }
  }
  for (let start = 0; start < size; start += batchSize) {
    await post('/runs/log-batch', { run_id: run.info.run_id, metrics: batchAt(start) })
  }
}

function insertInSqlite(path: string, size: number): Promise<void> {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  database.exec(`create table metrics (run_id text, key text, step integer, at integer, value real,
    primary key (run_id, key, step, at, value))`)
  const insert = database.prepare('insert into metrics values (?, ?, ?, ?, ?)')
  for (let start = 0; start < size; start += batchSize) {
    database.exec('begin')
    for (const { key, step, timestamp, value } of batchAt(start)) {
      insert.run('0123456789abcdef0123456789abcdef', key, step, timestamp, value)
    }
    database.exec('commit')
  }
  database.close()
  return Promise.resolve()
}
