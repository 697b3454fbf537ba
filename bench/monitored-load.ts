import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { median } from './median.ts'
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

const turnCount = Number(process.env['SWELL_BENCH_TURNS'] ?? 3)
const ticksPerSecond = 100
const warmUpMs = 3000
const durationMs = Number(process.env['SWELL_BENCH_MS'] ?? 20_000)

interface Server {
  readonly child: ChildProcess
  readonly port: number
}

/** A service at full load, with two monitors that look every five seconds, beside the same without any. */
export async function benchMonitoredLoad(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  const running: Server[] = []
  try {
    const start = async (name: string, own: string) => {
      const project = join(folder, name)
      mkdirSync(project)
      writeServedProject(project, { monitors: own })
      await timeProcess({ args: [swell, 'run', 'refresh'], cwd: project })
      const child = spawn(process.execPath, [swell, 'up', '--port', '0'], { cwd: project })
      const server = { child, port: await readPort(child) }
      running.push(server)
      return server
    }
    const plain = await start('plain', '')
    const watched = await start('watched', monitors)
    await warmUp(watched)
    const rows: Row[] = []
    for (const count of [1, 100]) rows.push(...(await measure(watched, plain, count)))
    return rows
  } finally {
    for (const server of running) {
      send(server, 'SIGCONT')
      server.child.kill()
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Until each monitor has looked: then what a version was trained on is read, and estimates are learned. */
async function warmUp({ port }: Server): Promise<void> {
  const body = JSON.stringify(rowOf(0))
  const load = { host: '127.0.0.1', port, path: '/services/score/predict', body }
  await runLoad({ ...load, connectionCount: 16, durationMs: warmUpMs })
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/monitors`)
    const known = (await reply.json()) as { readonly monitors: readonly { lastRun: unknown }[] }
    if (known.monitors.every(({ lastRun }) => lastRun !== null)) return
    await pause(1000)
  }
}

async function measure(watched: Server, plain: Server, count: number): Promise<readonly Row[]> {
  const rows = Array.from({ length: count }, (_, at) => rowOf(at))
  const body = JSON.stringify(count === 1 ? rows[0] : { rows })
  const found = {
    ours: [] as number[],
    peer: [] as number[],
    oursP99: [] as number[],
    peerP99: [] as number[],
  }
  const ask = async (own: Server, other: Server, ms = durationMs) => {
    // What the other has still to look at must not be paid for by this one.
    send(other, 'SIGSTOP')
    send(own, 'SIGCONT')
    const to = { host: '127.0.0.1', port: own.port, path: '/services/score/predict', body }
    return runLoad({ ...to, connectionCount: 16, durationMs: ms })
  }
  await ask(plain, watched, warmUpMs)
  await ask(watched, plain, warmUpMs)
  const monitors = () => sum(childrenOf(watched).map(processorSeconds))
  const before = monitors()
  for (let turn = 0; turn < turnCount; turn += 1) {
    const [ours, peer] = [await ask(watched, plain), await ask(plain, watched)]
    found.ours.push(ours.requestsPerSecond)
    found.peer.push(peer.requestsPerSecond)
    found.oursP99.push(ours.p99Ms)
    found.peerP99.push(peer.p99Ms)
  }
  const spent = monitors() - before
  const work = `${count === 1 ? 'one row' : `${count} rows`} over HTTP at full load, two monitors`
  const peer = 'the same without monitors'
  return [
    toRow({
      work,
      unit: 'requests/s',
      ours: median(found.ours),
      peer,
      peerValue: median(found.peer),
      target: 0.97,
      better: 'higher',
    }),
    toRow({
      work: `${work}, p99`,
      unit: 'ms',
      ours: median(found.oursP99),
      peer,
      peerValue: median(found.peerP99),
      better: 'lower',
    }),
    toRow({
      work: `${work}, processor time`,
      unit: 's',
      ours: spent,
      peer: 'the time that went by',
      peerValue: (turnCount * durationMs) / 1000,
      target: 0.03,
      better: 'lower',
    }),
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** To a server and the processes that it has begun. */
function send(server: Server, signal: NodeJS.Signals): void {
  for (const pid of [server.child.pid ?? 0, ...childrenOf(server)]) process.kill(pid, signal)
}

/** Of a project with monitors, the one process that looks. */
function childrenOf({ child: { pid } }: Server): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? [] : children.split(' ').map(Number)
}

/** Seconds of all processors that a process has taken so far. */
function processorSeconds(pid = 0): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / ticksPerSecond
}
