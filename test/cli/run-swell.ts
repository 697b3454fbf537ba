import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../architecture/source-files.ts'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface SwellOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Called with each piece of standard error and output. */
  readonly onText?: (text: string, child: ChildProcess) => void
  readonly onStart?: (child: ChildProcess) => void
}

/** Runs the real command in a process of its own, to its end. */
export function runSwell(args: readonly string[], options: SwellOptions): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'bin/swell.mjs'), ...args], {
    cwd: options.cwd,
    env: { ...cleanEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  options.onStart?.(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    options.onText?.(text, child)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    options.onText?.(text, child)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

/** The environment of a command that is ended, by a signal of its own, right before a statement to the metadata database. */
export function endAt(statement: string, signal: 'SIGINT' | 'SIGKILL'): Record<string, string> {
  const preload = new URL('../storage/die-at-statement.ts', import.meta.url).href
  return { NODE_OPTIONS: `--import=${preload}`, DIE_AT: statement, DIE_BY: signal }
}

/** Without what the caller's shell may have set for Groundswell. */
function cleanEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SWELL_|NO_COLOR$|FORCE_COLOR$|NODE_TEST_CONTEXT$)/.test(name),
    ),
  )
}
