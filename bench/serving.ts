import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchOptions } from './bench.ts'
import type { Load, LoadResult } from './load-client.ts'
import { median } from './median.ts'
import { readPort } from './read-port.ts'
import { toRow, type Row } from './row.ts'
import { runLoad } from './run-load.ts'
import { rowOf, writeServedProject } from './served-project.ts'
import { benchChanges } from './serving-changes.ts'
import { servingPeers, type ServingPeer } from './serving-peers.ts'
import { askedByTensors } from './serving-tensors.ts'
import { timeProcess } from './time-process.ts'

const swell = fileURLToPath(new URL('../bin/swell.mjs', import.meta.url))
const bareServer = fileURLToPath(new URL('bare-server.ts', import.meta.url))

type Served = Pick<Load, 'port' | 'path' | 'body' | 'encoding' | 'headers'>

/** One model of 100 trees and 20 numbers over HTTP, for one row and for a hundred, beside other servers of it. */
export async function benchServing({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  const running: ChildProcess[] = []
  try {
    const project = join(folder, 'project')
    mkdirSync(project)
    writeServedProject(project)
    await timeProcess({ args: [swell, 'run', 'refresh'], cwd: project })
    const ours = spawn(process.execPath, [swell, 'up', '--port', '0'], { cwd: project })
    running.push(ours)
    const port = await readPort(ours)
    const peers = withPeers ? await peersOf(project, join(folder, 'peers')) : []
    const rows: Row[] = []
    for (const count of [1, 100]) {
      const asked = Array.from({ length: count }, (_, at) => rowOf(at))
      const service = (name: string): Served => ({
        port,
        path: `/services/${name}/predict`,
        body: JSON.stringify(count === 1 ? asked[0] : { rows: asked }),
      })
      rows.push(...(await besideBare(service('score'), service('score-relaxed'), count, running)))
      for (const peer of peers) {
        rows.push(...(await besidePeer(service('score'), peer, asked)))
      }
    }
    rows.push(...(await byTensors(port)))
    ours.kill()
    await once(ours, 'exit')
    return [...rows, ...(await benchChanges(project))]
  } finally {
    for (const child of running) child.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function besideBare(
  ours: Served,
  relaxed: Served,
  count: number,
  running: ChildProcess[],
): Promise<readonly Row[]> {
  const peer = spawn(process.execPath, [bareServer, await answerOf(ours)])
  running.push(peer)
  const bare = { ...ours, port: await readPort(peer) }
  const measured = await inTurns([ours, bare, relaxed])
  peer.kill()
  const [own, plain, unkept] = measured
  if (own === undefined || plain === undefined || unkept === undefined) return []
  const work = `${count === 1 ? 'one row' : `${count} rows`} over HTTP`
  return [
    ...toRows(work, own, { name: 'bare node:http', result: plain, times: 0.6, latency: 2 }),
    ...toRows(`${work}, log off`, unkept, {
      name: 'bare node:http',
      result: plain,
      times: 0.6,
      latency: 2,
    }),
  ]
}

/** A hundred rows by the Open Inference Protocol, as bytes and as JSON. */
async function byTensors(port: number): Promise<readonly Row[]> {
  const { json, binary } = await askedByTensors(`http://127.0.0.1:${port}`, 100)
  const [bytes, text] = await inTurns([
    { ...binary, port },
    { ...json, port },
  ])
  if (bytes === undefined || text === undefined) return []
  return [
    toRow({
      work: '100 rows as a binary tensor',
      unit: 'requests/s',
      ours: bytes.requestsPerSecond,
      peer: 'the same as JSON',
      peerValue: text.requestsPerSecond,
      better: 'higher',
    }),
  ]
}

async function besidePeer(
  ours: Served,
  peer: ServingPeer,
  asked: readonly Readonly<Record<string, number>>[],
): Promise<readonly Row[]> {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with fastapi, uvicorn, onnxruntime, mlflow and bentoml.',
    )
  }
  const port = 20_000 + Math.floor(performance.now() % 20_000)
  const [command = '', ...args] = peer.args(python, port)
  const child = spawn(command, args, {
    cwd: peer.cwd,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, PATH: `${python.replace(/\/[^/]*$/, '')}:${process.env['PATH'] ?? ''}` },
  })
  try {
    await untilReady(`http://127.0.0.1:${port}${peer.ready}`)
    const theirs = { port, path: peer.path, body: JSON.stringify(peer.body(asked)) }
    const [own, other] = await inTurns([ours, theirs])
    if (own === undefined || other === undefined) return []
    const work = `${asked.length === 1 ? 'one row' : `${asked.length} rows`} over HTTP`
    return toRows(work, own, { name: peer.name, result: other, times: 8, latency: 1 })
  } finally {
    await endPeer(child)
  }
}

/** As by Ctrl-C first: BentoML's workers are in groups of their own, and end only with what ends by itself. */
async function endPeer(child: ChildProcess): Promise<void> {
  const { pid, exitCode } = child
  if (pid === undefined || exitCode !== null) return
  const ended = once(child, 'exit')
  process.kill(-pid, 'SIGINT')
  const late = setTimeout(() => process.kill(-pid, 'SIGKILL'), 10_000)
  await ended
  clearTimeout(late)
}

async function peersOf(project: string, folder: string): Promise<readonly ServingPeer[]> {
  const exported = join(folder, 'exported')
  await timeProcess({ args: [swell, 'models', 'export', 'score', '--out', exported], cwd: project })
  return servingPeers(folder, exported)
}

/** Each in its turn, again and again; the first two turns let all get hot. */
async function inTurns(servers: readonly Served[]): Promise<readonly LoadResult[]> {
  const results = servers.map((): LoadResult[] => [])
  for (let turn = 0; turn < 7; turn += 1) {
    for (const [at, server] of servers.entries()) {
      const size = { connectionCount: 32, durationMs: 1200 }
      const result = await runLoad({ host: '127.0.0.1', ...server, ...size })
      if (turn >= 2) results[at]?.push(result)
    }
  }
  return results.map((own) => ({
    requestsPerSecond: median(own.map((one) => one.requestsPerSecond)),
    medianMs: median(own.map((one) => one.medianMs)),
    p99Ms: median(own.map((one) => one.p99Ms)),
  }))
}

interface Peer {
  readonly name: string
  readonly result: LoadResult
  readonly times: number
  readonly latency: number
}

function toRows(
  work: string,
  ours: LoadResult,
  { name: peer, result, times, latency }: Peer,
): Row[] {
  return [
    toRow({
      work,
      unit: 'requests/s',
      ours: ours.requestsPerSecond,
      peer,
      peerValue: result.requestsPerSecond,
      target: times,
      better: 'higher',
    }),
    toRow({
      work: `${work}, p99`,
      unit: 'ms',
      ours: ours.p99Ms,
      peer,
      peerValue: result.p99Ms,
      target: latency,
      better: 'lower',
    }),
  ]
}

async function answerOf({ port, path, body }: Served): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })).text()
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} is not ready after a minute.`)
}
