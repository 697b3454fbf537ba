import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../src/base/index.ts'
import { mostOfProcessor } from '../src/project/index.ts'
import { quantile } from './median.ts'
import { readPort } from './read-port.ts'
import { toRow, type Row } from './row.ts'
import { runLoad } from './run-load.ts'
import { rowOf, writeServedProject } from './served-project.ts'
import { timeProcess } from './time-process.ts'

const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))

/** Each look finds new predictions to measure, of both: by time, and by their number. */
const monitors = `
  defineMonitor({
    name: 'minutes', watch: { model }, window: tumbling('1m'), rules: [noDrift(), atMost('driftedShare', 0.5)],
  }),
  defineMonitor({
    name: 'newest', watch: { model, of: ['inputs', 'predictions'] }, window: lastRows(10_000),
    every: everyPredictions(1000), rules: [noDrift()],
  }),`

const pairCount = Number(process.env['SWELL_BENCH_TURNS'] ?? 30)
const pieceMs = Number(process.env['SWELL_BENCH_MS'] ?? 700)
/** Until a process has really stopped or gone on. */
const settleMs = 50
const warmUpMs = 3000
const drawCount = 2000

interface Server {
  readonly port: number
  /** The one process that looks. */
  readonly monitor: number
}

/**
 * What looks cost a service at full load. They are asked for by hand again and again, so that one is always under way, and
 * who looks goes on and is stopped by turns: so there is much of them within a minute. What of the throughput a
 * second of looking takes is then told for as much as who looks allows itself by its rests, a hundredth of a processor.
 */
export async function benchMonitoredLoad(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  let child: ChildProcess | undefined
  let server: Server | undefined
  try {
    writeServedProject(folder, { monitors })
    await timeProcess({ args: [swell, 'run', 'refresh'], cwd: folder })
    child = spawn(process.execPath, [swell, 'up', '--port', '0'], { cwd: folder })
    const port = await readPort(child)
    server = { port, monitor: await childOf(child.pid ?? 0) }
    await warmUp(server)
    const rows: Row[] = []
    for (const count of [1, 100]) rows.push(...(await measure(server, count)))
    return rows
  } finally {
    if (server !== undefined) process.kill(server.monitor, 'SIGCONT')
    child?.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Until each monitor has looked: then what a version was trained on is read, and estimates are learned. */
async function warmUp({ port }: Server): Promise<void> {
  await runLoad({ ...loadOf(port, 1), durationMs: warmUpMs })
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/monitors`)
    const known = (await reply.json()) as { readonly monitors: readonly { lastRun: unknown }[] }
    if (known.monitors.every(({ lastRun }) => lastRun !== null)) return
    await pause(1000)
  }
}

function loadOf(port: number, count: number) {
  const rows = Array.from({ length: count }, (_, at) => rowOf(at))
  const body = JSON.stringify(count === 1 ? rows[0] : { rows })
  return { host: '127.0.0.1', port, path: '/services/score/predict', body, connectionCount: 16 }
}

interface Piece {
  readonly fromMs: number
  readonly toMs: number
  readonly monitorSeconds: number
}

interface Pair {
  readonly looking: Piece
  readonly quiet: Piece
}

async function measure(server: Server, count: number): Promise<readonly Row[]> {
  const durationMs = warmUpMs + 2 * (pairCount + 1) * (pieceMs + settleMs)
  const loading = runLoad({ ...loadOf(server.port, count), durationMs })
  const ending = new AbortController()
  const looking = keepLooking(server, ending.signal)
  await pause(warmUpMs)
  const pairs: Pair[] = []
  while (pairs.length < pairCount) {
    // With looks, without, without, with: what grows from piece to piece is on both sides.
    const isFirst = pairs.length % 2 === 0
    const before = isFirst ? undefined : await takePiece(server, 'SIGSTOP')
    const looks = await takePiece(server, 'SIGCONT')
    pairs.push({ looking: looks, quiet: before ?? (await takePiece(server, 'SIGSTOP')) })
  }
  process.kill(server.monitor, 'SIGCONT')
  ending.abort()
  const { startedAtMs, perTenth } = await loading
  await looking
  const answered = ({ fromMs, toMs }: Piece) =>
    countBetween(perTenth, (fromMs - startedAtMs) / 100, (toMs - startedAtMs) / 100)
  return rowsOf(pairs, answered, count)
}

async function keepLooking(server: Server, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await lookAtAll(server)
}

async function lookAtAll({ port }: Server): Promise<void> {
  for (const name of ['minutes', 'newest']) {
    const url = `http://127.0.0.1:${port}/api/v1/monitors/${name}/run`
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(url, { method: 'POST', body: '{}', headers })
    if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`)
    await reply.arrayBuffer()
  }
}

async function takePiece({ monitor }: Server, signal: 'SIGCONT' | 'SIGSTOP'): Promise<Piece> {
  process.kill(monitor, signal)
  await pause(settleMs)
  const [fromMs, before] = [Date.now(), processorSeconds(monitor)]
  await pause(pieceMs)
  const [toMs, after] = [Date.now(), processorSeconds(monitor)]
  return { fromMs, toMs, monitorSeconds: after - before }
}

/** Of counts of tenths of a second; of one that is cut its part. */
function countBetween(perTenth: readonly number[], from: number, to: number): number {
  return sum(
    perTenth.map((count, at) => count * Math.max(0, Math.min(to, at + 1) - Math.max(from, at))),
  )
}

type Answered = (piece: Piece) => number

function rowsOf(pairs: readonly Pair[], answered: Answered, count: number): readonly Row[] {
  const work = `${count === 1 ? 'one row' : `${count} rows`} over HTTP at full load, two monitors`
  const quiet = pairs.map((pair) => pair.quiet)
  const rate = sum(quiet.map(answered)) / secondsOf(quiet)
  const kept = (drawn: readonly Pair[]) => 1 - mostOfProcessor * lostOf(drawn, answered)
  const [low, high] = interval(pairs, kept)
  const taken = sum(pairs.map(({ looking }) => looking.monitorSeconds))
  return [
    toRow({
      work: `${work} (95 % of draws ${low.toFixed(4)} to ${high.toFixed(4)})`,
      unit: 'requests/s',
      ours: rate * kept(pairs),
      peer: 'the same without looks',
      peerValue: rate,
      target: 0.97,
      better: 'higher',
    }),
    toRow({
      work: `${work}, throughput that is lost while one is always looked at`,
      unit: 's',
      ours: taken * lostOf(pairs, answered),
      peer: 'processor that looks take',
      peerValue: taken,
      better: 'lower',
    }),
  ]
}

/** Seconds of throughput that a second of who looks costs. */
function lostOf(pairs: readonly Pair[], answered: Answered): number {
  const lost = pairs.map(({ looking, quiet }) => {
    const rate = answered(quiet) / secondsOf([quiet])
    return secondsOf([looking]) - answered(looking) / rate
  })
  return (
    sum(lost) /
    sum(pairs.map(({ looking, quiet }) => looking.monitorSeconds - quiet.monitorSeconds))
  )
}

/** Between which 95 % lie when as many pairs are drawn out of them, some of them twice. */
function interval<Item>(
  items: readonly Item[],
  of: (drawn: readonly Item[]) => number,
): readonly [number, number] {
  const random = seededRandom('pairs')
  const drawn = Array.from({ length: drawCount }, () =>
    of(items.flatMap(() => items[Math.floor(random.next() * items.length)] ?? [])),
  )
  return [quantile(drawn, 0.025), quantile(drawn, 0.975)]
}

function secondsOf(pieces: readonly Piece[]): number {
  return sum(pieces.map(({ fromMs, toMs }) => toMs - fromMs)) / 1000
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Of a project with monitors, the one process that looks; it is begun after the port is told. */
async function childOf(pid: number): Promise<number> {
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    for (const child of children.split(' ').filter(Boolean)) {
      if (readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('monitor-process'))
        return Number(child)
    }
    await pause(100)
  }
}

/** Seconds of all processors that the threads of a process have taken so far, to the nanosecond. */
function processorSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return sum(
    threads.map((thread) => {
      const [taken] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
      return Number(taken) / 1e9
    }),
  )
}
