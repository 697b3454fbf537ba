import { mkdir } from 'node:fs/promises'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns, type Turns } from './take-turns.ts'
import { startTrackingServer, type TrackingServer } from './tracking-server.ts'

const peer = 'mlflow server on SQLite'
const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))
const usualTurns: Turns = { warmUpCount: 1, count: 3 }
/** Until both have come to their pace: a server is asked for days, and a compiler takes its time. */
const longTurns: Turns = { warmUpCount: 8, count: 5 }
const runCount = 10_000
const clientCount = 8
const fillerCount = 32

/**
 * The same client code over HTTP against ours and MLflow's own server, each with its own workers, which both keep all
 * in SQLite. What a search and a history read is put into MLflow's file by SQL: by its interface it would take
 * an hour.
 */
export async function benchTrackingPeer(folder: string, share: number): Promise<readonly Row[]> {
  const mlflow = process.env['GROUNDSWELL_MLFLOW']
  if (mlflow === undefined) {
    throw new Error('Set GROUNDSWELL_MLFLOW to the program mlflow of an environment that has it.')
  }
  const ours = await startOurs(join(folder, 'ours'))
  const theirs = await startTheirs(mlflow, join(folder, 'theirs'))
  try {
    return await measure(ours, theirs, { database: join(folder, 'theirs/mlflow.db'), share })
  } finally {
    await ours.stop()
    await theirs.stop()
  }
}

async function startOurs(folder: string): Promise<TrackingServer> {
  await mkdir(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(folder, 'swell.config.ts'),
    `import { defineProject } from 'groundswell'\nexport const project = defineProject({ name: 'logbook' })\n`,
  )
  return startTrackingServer((port) => [process.execPath, swell, 'up', '--port', String(port)], {
    cwd: folder,
  })
}

async function startTheirs(program: string, folder: string): Promise<TrackingServer> {
  await mkdir(folder, { recursive: true })
  const store = `sqlite:///${join(folder, 'mlflow.db')}`
  const files = join(folder, 'files')
  return startTrackingServer(
    (port) => [
      program,
      'server',
      '--backend-store-uri',
      store,
      '--artifacts-destination',
      files,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
    ],
    { cwd: folder, environment: { MLFLOW_DISABLE_TELEMETRY: 'true' } },
  )
}

async function measure(
  ours: TrackingServer,
  theirs: TrackingServer,
  { database, share }: { readonly database: string; readonly share: number },
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const row = (
    work: string,
    unit: string,
    values: { readonly ours: number; readonly peer: number },
    better: Row['better'],
    target: number,
  ) => {
    rows.push(
      toRow({ work, unit, ours: values.ours, peer, peerValue: values.peer, target, better }),
    )
  }
  const both = (work: (server: TrackingServer) => Promise<number>, turns = usualTurns) =>
    takeTurns(
      () => work(ours),
      () => work(theirs),
      turns,
    )
  row(
    'start until the first answer',
    'ms',
    { ours: ours.startMs, peer: theirs.startMs },
    'lower',
    0.2,
  )
  row(
    'one metric a request',
    'points/s',
    await both((one) => logSingly(one, 50), longTurns),
    'higher',
    10,
  )
  row('one metric a request, median', 'ms', await both(singleLatency), 'lower', 0.2)
  row('a thousand a batch', 'points/s', await both((one) => logBatches(one, 5)), 'higher', 10)
  row('eight clients, one metric a request', 'points/s', await both(logTogether), 'higher', 10)
  await fillOurs(ours)
  fillTheirs(database)
  row(
    `search of ${runCount} runs by a metric, the first 100`,
    'ms',
    await both((one) => searchMs(one, 100), longTurns),
    'lower',
    0.2,
  )
  row(
    `search of ${runCount} runs by a metric, 1000`,
    'ms',
    await both((one) => searchMs(one, 1000)),
    'lower',
    0.2,
  )
  const size = 1_000_000 * share
  const ids = { ours: await fillHistory(ours, size), theirs: fillTheirHistory(database, size) }
  const history = await takeTurns(
    () => readHistory(ours, ids.ours, size),
    () => readHistory(theirs, ids.theirs, size),
    { warmUpCount: 0, count: 1 },
  )
  row(`history of ${size / 1e6} M points, 25,000 a page`, 'ms', history, 'lower', 0.2)
  const memory = { ours: ours.memoryBytes() / 1e6, peer: theirs.memoryBytes() / 1e6 }
  row('memory after all that', 'MB', memory, 'lower', 1)
  return rows
}

async function createRun({ post }: TrackingServer, experiment = '0'): Promise<string> {
  const start = { experiment_id: experiment, start_time: Date.now() }
  const { run } = (await post('/runs/create', start)) as { run: { info: { run_id: string } } }
  return run.info.run_id
}

async function logSingly(server: TrackingServer, count: number): Promise<number> {
  const id = await createRun(server)
  const startedAt = performance.now()
  for (let step = 0; step < count; step += 1) await logOne(server, id, step)
  return count / ((performance.now() - startedAt) / 1000)
}

function logOne({ post }: TrackingServer, id: string, step: number): Promise<unknown> {
  const metric = { key: 'loss', value: step / 7, timestamp: Date.now(), step }
  return post('/runs/log-metric', { run_id: id, ...metric })
}

async function singleLatency(server: TrackingServer): Promise<number> {
  const id = await createRun(server)
  const times: number[] = []
  for (let step = 0; step < 50; step += 1) {
    const startedAt = performance.now()
    await logOne(server, id, step)
    times.push(performance.now() - startedAt)
  }
  return median(times)
}

async function logBatches(server: TrackingServer, count: number): Promise<number> {
  const id = await createRun(server)
  const startedAt = performance.now()
  for (let batch = 0; batch < count; batch += 1) {
    await server.post('/runs/log-batch', { run_id: id, metrics: pointsAt('loss', batch) })
  }
  return (1000 * count) / ((performance.now() - startedAt) / 1000)
}

function pointsAt(key: string, batch: number) {
  return Array.from({ length: 1000 }, (_, at) => ({
    key,
    value: Math.sin(batch + at),
    timestamp: 1_790_000_000_000 + at,
    step: 1000 * batch + at,
  }))
}

async function logTogether(server: TrackingServer): Promise<number> {
  const each = 25
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: clientCount }, () => logSingly(server, each)))
  return (clientCount * each) / ((performance.now() - startedAt) / 1000)
}

/** Half of the runs fit. */
async function searchMs({ post }: TrackingServer, most: number): Promise<number> {
  const startedAt = performance.now()
  const wanted = { experiment_ids: ['1'], filter: 'metrics.loss < 0.5', max_results: most }
  const { runs } = (await post('/runs/search', wanted)) as { runs: unknown[] }
  const took = performance.now() - startedAt
  if (runs.length !== most) throw new Error(`${runs.length} runs were found`)
  return took
}

async function fillOurs(server: TrackingServer): Promise<void> {
  await server.post('/experiments/create', { name: 'many' })
  const fill = async (from: number) => {
    for (let at = from; at < runCount; at += fillerCount) {
      const id = await createRun(server, '1')
      const metrics = [{ key: 'loss', value: at / runCount, timestamp: 1, step: 0 }]
      const params = ['a', 'b', 'c'].map((key) => ({ key, value: String(at % 10) }))
      await server.post('/runs/log-batch', { run_id: id, metrics, params })
    }
  }
  await Promise.all(Array.from({ length: fillerCount }, (_, from) => fill(from)))
}

function fillTheirs(path: string): void {
  const database = new DatabaseSync(path, { timeout: 10_000 })
  database.exec(`begin;
    insert into experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
      values (1, 'many', 'mlflow-artifacts:/1', 'active', 1, 1)`)
  for (let at = 0; at < runCount; at += 1) insertRun(database, at)
  database.exec('commit')
  database.close()
}

function insertRun(database: DatabaseSync, at: number): string {
  const id = at.toString(16).padStart(32, '0')
  database
    .prepare(
      `insert into runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,
        source_version, lifecycle_stage, artifact_uri, experiment_id)
      values (?, ?, 'UNKNOWN', '', '', '', 'RUNNING', ?, '', 'active', ?, 1)`,
    )
    .run(id, `run ${at}`, Date.now(), `mlflow-artifacts:/1/${id}/artifacts`)
  const tag = database.prepare('insert into tags (key, value, run_uuid) values (?, ?, ?)')
  tag.run('mlflow.runName', `run ${at}`, id)
  const param = database.prepare('insert into params (key, value, run_uuid) values (?, ?, ?)')
  for (const key of ['a', 'b', 'c']) param.run(key, String(at % 10), id)
  for (const table of ['metrics', 'latest_metrics']) {
    database
      .prepare(
        `insert into ${table} (key, value, timestamp, step, is_nan, run_uuid) values ('loss', ?, 1, 0, 0, ?)`,
      )
      .run(at / runCount, id)
  }
  return id
}

async function fillHistory(server: TrackingServer, size: number): Promise<string> {
  const id = await createRun(server)
  for (let batch = 0; batch < size / 1000; batch += 1) {
    await server.post('/runs/log-batch', { run_id: id, metrics: pointsAt('long', batch) })
  }
  return id
}

function fillTheirHistory(path: string, size: number): string {
  const database = new DatabaseSync(path, { timeout: 10_000 })
  database.exec('begin')
  const id = insertRun(database, runCount)
  const insert = database.prepare(
    `insert into metrics (key, value, timestamp, step, is_nan, run_uuid) values ('long', ?, ?, ?, 0, ?)`,
  )
  for (let step = 0; step < size; step += 1) {
    insert.run(Math.sin(step), 1_790_000_000_000 + step, step, id)
  }
  database.exec('commit')
  database.close()
  return id
}

async function readHistory({ get }: TrackingServer, id: string, size: number): Promise<number> {
  const startedAt = performance.now()
  let count = 0
  let token = ''
  do {
    const query = new URLSearchParams({ run_id: id, metric_key: 'long', max_results: '25000' })
    if (token !== '') query.set('page_token', token)
    const page = (await get(`/metrics/get-history?${query.toString()}`)) as {
      metrics?: unknown[]
      next_page_token?: string
    }
    count += page.metrics?.length ?? 0
    token = page.next_page_token ?? ''
  } while (token !== '')
  if (count < size) throw new Error(`${count} points came of ${size}`)
  return performance.now() - startedAt
}
