import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyCheckout } from '../scripts/copy-checkout.ts'
import type { Load, LoadResult } from './load-client.ts'
import { median } from './median.ts'
import { readPort } from './read-port.ts'
import { toRow, type Row } from './row.ts'
import { runLoad } from './run-load.ts'
import { timeProcess } from './time-process.ts'

const path = '/services/surf/predict'
const bareServer = fileURLToPath(new URL('bare-server.ts', import.meta.url))

/** One prediction over HTTP, against a server that only parses and answers the same JSON. */
export async function benchPrediction(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swell-bench-'))
  const checkout = join(folder, 'groundswell')
  const running: ChildProcess[] = []
  try {
    copyCheckout(checkout)
    const swell = ['bin/swell.mjs']
    const project = ['--project', 'examples/surf']
    await timeProcess({ args: [...swell, 'start', ...project, '--once'], cwd: checkout })
    const ours = spawn(process.execPath, [...swell, 'up', ...project, '--port', '0'], {
      cwd: checkout,
    })
    running.push(ours)
    const oursPort = await readPort(ours)
    const body = JSON.stringify({ rows: [{ beachId: 'lahinch', at: nextNoon() }] })
    const url = `http://127.0.0.1:${oursPort}${path}`
    const headers = { 'content-type': 'application/json' }
    const answer = await (await fetch(url, { method: 'POST', headers, body })).text()
    const peer = spawn(process.execPath, [bareServer, answer])
    running.push(peer)
    return toRows(await measure({ body, oursPort, peerPort: await readPort(peer) }))
  } finally {
    for (const child of running) child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly ours: readonly LoadResult[]
  readonly peer: readonly LoadResult[]
}

async function measure(servers: {
  body: string
  oursPort: number
  peerPort: number
}): Promise<Measured> {
  const load = (port: number): Load => {
    const size = { connectionCount: 16, durationMs: 1500 }
    return { host: '127.0.0.1', port, path, body: servers.body, ...size }
  }
  const ours: LoadResult[] = []
  const peer: LoadResult[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    const [oursResult, peerResult] = [
      await runLoad(load(servers.oursPort)),
      await runLoad(load(servers.peerPort)),
    ]
    // The first two turns let both servers' code get hot.
    if (turn < 2) continue
    ours.push(oursResult)
    peer.push(peerResult)
  }
  return { ours, peer }
}

function toRows({ ours, peer }: Measured): readonly Row[] {
  const middle = (results: readonly LoadResult[], key: keyof LoadResult) =>
    median(results.map((result) => result[key]))
  const common = { peer: 'bare node:http' }
  return [
    toRow({
      ...common,
      work: 'one prediction over HTTP',
      unit: 'requests/s',
      ours: middle(ours, 'requestsPerSecond'),
      peerValue: middle(peer, 'requestsPerSecond'),
      target: 0.6,
      better: 'higher',
    }),
    toRow({
      ...common,
      work: 'one prediction over HTTP, p99',
      unit: 'ms',
      ours: middle(ours, 'p99Ms'),
      peerValue: middle(peer, 'p99Ms'),
      target: 2,
      better: 'lower',
    }),
  ]
}

function nextNoon(): string {
  const day = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10)
  return `${day}T12:00:00Z`
}
