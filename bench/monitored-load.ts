import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../src/base/index.ts'
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
const pieceMs = Number(process.env['SWELL_BENCH_MS'] ?? 2000)
const warmUpMs = 3000
/** Until a process has really stopped or gone on, and the requests of before are answered. */
const settleMs = 200
const drawCount = 2000
const ticksPerSecond = 100

interface Server {
  readonly pid: number
  readonly port: number
  /** The one process that looks. */
  readonly monitor: number
}

/**
 * A service at full load, while its two monitors are in force and while who looks is stopped, by turns of seconds. As
 * its rests go by while it is stopped, it looks up to twice as much of its time as it does when left alone: what is
 * told is too much rather than too little.
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
    const pid = child.pid ?? 0
    server = { pid, port, monitor: await childOf(pid) }
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
  readonly isWatched: boolean
  readonly fromMs: number
  readonly toMs: number
  readonly serverSeconds: number
  readonly monitorSeconds: number
  requestCount: number
}

async function measure(server: Server, count: number): Promise<readonly Row[]> {
  await runLoad({ ...loadOf(server.port, count), durationMs: warmUpMs })
  const durationMs = 2 * pairCount * (pieceMs + settleMs) + 2000
  const loading = runLoad({ ...loadOf(server.port, count), durationMs })
  await pause(1500)
  const pieces: Piece[] = []
  for (let pair = 0; pair < pairCount; pair += 1) {
    // Watched, not, not, watched: what grows from piece to piece is on both sides.
    for (const isWatched of pair % 2 === 0 ? [true, false] : [false, true]) {
      pieces.push(await takePiece(server, isWatched))
    }
  }
  process.kill(server.monitor, 'SIGCONT')
  const { startedAtMs, perTenth } = await loading
  for (const piece of pieces) {
    const [from, to] = [piece.fromMs, piece.toMs].map((ms) => Math.round((ms - startedAtMs) / 100))
    piece.requestCount = sum(perTenth.slice(from, to))
  }
  return rowsOf(pieces, count)
}

async function takePiece({ pid, monitor }: Server, isWatched: boolean): Promise<Piece> {
  process.kill(monitor, isWatched ? 'SIGCONT' : 'SIGSTOP')
  await pause(settleMs)
  const [fromMs, ...before] = [Date.now(), processorSeconds(pid), processorSeconds(monitor)]
  await pause(pieceMs)
  const [toMs, ...after] = [Date.now(), processorSeconds(pid), processorSeconds(monitor)]
  const [serverSeconds = 0, monitorSeconds = 0] = after.map((own, at) => own - (before[at] ?? 0))
  return { isWatched, fromMs, toMs, serverSeconds, monitorSeconds, requestCount: 0 }
}

function rowsOf(pieces: readonly Piece[], count: number): readonly Row[] {
  const pairs = Array.from({ length: pairCount }, (_, pair) => pieces.slice(2 * pair, 2 * pair + 2))
  const work = `${count === 1 ? 'one row' : `${count} rows`} over HTTP at full load, two monitors`
  const peer = 'the same while who looks is stopped'
  const rate = (own: readonly Piece[]) =>
    sum(own.map(({ requestCount }) => requestCount)) / secondsOf(own)
  const spent = (own: readonly Piece[]) =>
    (1e6 * sum(own.map(({ serverSeconds }) => serverSeconds))) /
    sum(own.map(({ requestCount }) => requestCount))
  const told = [
    { name: '', unit: 'requests/s', of: rate, target: 0.97, better: 'higher' },
    { name: ', processor of the server', unit: 'µs', of: spent, target: 1.03, better: 'lower' },
  ] as const
  const watched = pieces.filter(({ isWatched }) => isWatched)
  return [
    ...told.map(({ name, unit, of, target, better }) => {
      const [low, high] = interval(pairs, (drawn) => ratioOf(drawn, of))
      const between = `${low.toFixed(3)} to ${high.toFixed(3)}`
      return toRow({
        work: `${work}${name} (95 % of draws ${between})`,
        unit,
        ours: of(watched),
        peer,
        peerValue: of(pieces.filter(({ isWatched }) => !isWatched)),
        target,
        better,
      })
    }),
    toRow({
      // Over all pieces: what would be looked at in those without is looked at in the others.
      work: `${work}, processor of who looks`,
      unit: 's',
      ours: sum(pieces.map(({ monitorSeconds }) => monitorSeconds)),
      peer: 'processor of the server in that time',
      peerValue: sum(pieces.map(({ serverSeconds }) => serverSeconds)),
      target: 0.03,
      better: 'lower',
    }),
  ]
}

function ratioOf(
  pairs: readonly (readonly Piece[])[],
  of: (pieces: readonly Piece[]) => number,
): number {
  const pieces = pairs.flat()
  const [watched, alone] = [true, false].map((own) =>
    of(pieces.filter(({ isWatched }) => isWatched === own)),
  )
  return (watched ?? 0) / (alone ?? 1)
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

/** Seconds of all processors that a process has taken so far. */
function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / ticksPerSecond
}
