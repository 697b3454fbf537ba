import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A tracking server in processes of its own, ours or another. */
export interface TrackingServer {
  readonly url: string
  /** Milliseconds from the start of its process to its first answer. */
  readonly startMs: number
  /** Bytes that its processes hold together, what they share counted once for each. */
  readonly memoryBytes: () => number
  readonly post: (path: string, body: unknown) => Promise<unknown>
  readonly get: (path: string) => Promise<unknown>
  readonly stop: () => Promise<void>
}

const patienceMs = 180_000

/** Starts a server and waits until it answers. `command` is given the port that it is to listen on. */
export async function startTrackingServer(
  command: (port: number) => readonly [string, ...string[]],
  { cwd, environment = {} }: { readonly cwd: string; readonly environment?: NodeJS.ProcessEnv },
): Promise<TrackingServer> {
  const port = await freePort()
  const [program, ...args] = command(port)
  const startedAt = performance.now()
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    detached: true,
  })
  const url = `http://127.0.0.1:${port}`
  await untilHealthy(child, url)
  const startMs = performance.now() - startedAt
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await sendPatiently(() => fetch(`${url}/api/2.0/mlflow${path}`, init))
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  return {
    url,
    startMs,
    memoryBytes: () => memoryOf(child.pid ?? 0),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    get: (path) => ask(path, {}),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      // It starts workers: the whole group goes.
      process.kill(-(child.pid ?? 0), 'SIGKILL')
      await ended
    },
  }
}

const mostTries = 8

/** As MLflow's client does: a server may end a worker that is slow to answer, and its connections with it. */
async function sendPatiently(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send()
    } catch (error) {
      if (tries === mostTries) throw error
      await pause(100 * 2 ** tries)
    }
  }
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < patienceMs;) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`)
    const answer = await fetch(`${url}/version`).catch(() => undefined)
    if (answer?.ok === true) return
    await pause(20)
  }
  throw new Error(`${url} did not answer`)
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Of a process and all that it has started, by what Linux tells. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(statusOf(Number(name))) ?? []
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0))
  return [...parents.keys()]
    .filter(isBelow)
    .reduce((sum, pid) => sum + 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0), 0)
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    // It has just ended.
    return ''
  }
}
