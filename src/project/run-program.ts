import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { systemErrorCode, type Log } from '../base/index.ts'
import { projectErrors } from './errors.ts'

export interface Program {
  /** The step that it is run for. */
  readonly step: string
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly log: Log
}

/** What a program prints beyond this is counted and left out. */
const maxLines = 10_000
const maxLineLength = 2_000

/** How long a program has to end by itself when it is asked to. */
const graceMs = 5_000

/**
 * Runs a program of any language to its end; what it prints goes to the log. When the signal is aborted
 * it is asked to end, with all that it has started, and made to 5 s later. Throws
 * `project.commandNotFound` or `project.commandFailed`.
 */
export async function runProgram(program: Program): Promise<void> {
  const { step, command, folder, environment, signal, log } = program
  signal.throwIfAborted()
  const [file, ...args] = command
  const child = spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what it starts ends with it.
    detached: process.platform !== 'win32',
  })
  const printed = [readLines(child.stdout, log.info), readLines(child.stderr, log.warn)]
  const stop = (signalName: NodeJS.Signals) => endGroup(child.pid, signalName)
  let grace: NodeJS.Timeout | undefined
  const cancel = () => {
    stop('SIGTERM')
    grace = setTimeout(() => stop('SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const ended = await new Promise<string | undefined>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, by) => {
        resolve(code === 0 ? undefined : by === null ? `with code ${code}` : `by ${by}`)
      })
    })
    const lines = printed.map((each) => each())
    signal.throwIfAborted()
    if (ended !== undefined) {
      const last = lines.findLast((line) => line !== '') ?? 'nothing'
      throw projectErrors.commandFailed({ step, command: command.join(' '), ended, last })
    }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      throw projectErrors.commandNotFound({ step, program: file, folder }, error)
    }
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
    clearTimeout(grace)
  }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch (error) {
    // It has ended by itself meanwhile.
    if (systemErrorCode(error) !== 'ESRCH') throw error
  }
}

/** Hands each line to `write`; what it gives back tells the last one, when the stream has ended. */
function readLines(stream: Readable, write: (text: string) => void): () => string {
  let rest = ''
  let last = ''
  let count = 0
  const take = (line: string) => {
    count += 1
    last = line.slice(0, maxLineLength)
    if (count <= maxLines) write(last)
  }
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, maxLineLength)
    for (const line of lines) take(line)
  })
  return () => {
    if (rest !== '') take(rest)
    if (count > maxLines) write(`${count - maxLines} more lines are left out`)
    return last
  }
}
