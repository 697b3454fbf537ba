import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { systemErrorCode } from '../../base/index.ts'

export interface GroupOptions {
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether it talks with this process by messages. */
  readonly messages?: boolean
}

/** A program with all that it starts. */
export interface ProcessGroup {
  readonly child: ChildProcess
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves when nothing of it is left, to how the program ended; rejects if it could not be started. */
  readonly ended: Promise<ProcessEnd>
  /** Asks all of it to end, and makes it 5 s later. */
  stop(): void
  /** Ends all of it at once. */
  kill(): void
}

export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** How long a program has to end by itself when it is asked to. */
const graceMs = 5_000

/** How long what it has printed may still come when it has ended: something else may hold its streams. */
const drainMs = 2_000

/**
 * Beside the program runs a shell that waits for the end of a pipe which only this process holds. When this
 * process ends, however, or lets go of the pipe, that shell ends its group: the program and all that it has
 * started. It is there before the program is.
 */
const guarded = [
  '( trap "" TERM INT HUP; exec </dev/null >/dev/null 2>&1 4>&-; read -r _ <&3; kill -KILL 0 ) &',
  'exec 3<&-',
  'exec "$@"',
].join('\n')

/** Starts a program in a group of its own, which ends when this process does, even by kill -9. */
export function spawnGroup(options: GroupOptions): ProcessGroup {
  const { folder, environment, messages = false } = options
  const isUnix = process.platform !== 'win32'
  const [file, ...args] = isUnix
    ? ['/bin/sh', '-c', guarded, 'sh', ...options.command]
    : options.command
  const pipes = ['ignore', 'pipe', 'pipe', 'pipe'] as const
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...environment },
    stdio: messages ? [...pipes, 'ipc'] : [...pipes],
    detached: isUnix,
  })
  const [, stdout, stderr, guard] = child.stdio
  const ended = untilOver(child, () => (guard as Readable).destroy())
  let grace: NodeJS.Timeout | undefined
  const signalAll = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined) endGroup(isUnix ? -child.pid : child.pid, signal)
  }
  void ended.then(
    () => clearTimeout(grace),
    () => clearTimeout(grace),
  )
  return {
    child,
    stdout: stdout as Readable,
    stderr: stderr as Readable,
    ended,
    stop: () => {
      signalAll('SIGTERM')
      grace ??= setTimeout(() => signalAll('SIGKILL'), graceMs)
    },
    kill: () => signalAll('SIGKILL'),
  }
}

function untilOver(child: ChildProcess, letGo: () => void): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      letGo()
      const end = () => {
        clearTimeout(drain)
        resolve({ code, signal })
      }
      const drain = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
        end()
      }, drainMs)
      child.once('close', end)
    })
  })
}

function endGroup(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal)
  } catch (error) {
    // It has ended by itself meanwhile.
    if (systemErrorCode(error) !== 'ESRCH') throw error
  }
}

/** `with code 3`, `by SIGKILL`; undefined for an end as it should be. */
export function describeEnd({ code, signal }: ProcessEnd): string | undefined {
  if (code === 0) return undefined
  return signal === null ? `with code ${code ?? 'unknown'}` : `by ${signal}`
}
