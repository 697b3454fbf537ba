import type { Log } from '../../base/index.ts'
import { pipelinesErrors } from '../../pipelines/index.ts'
import { projectErrors } from '../errors.ts'
import { hasProgram } from './find-program.ts'
import { readLines } from './read-lines.ts'
import { describeEnd, spawnGroup } from './spawn-group.ts'
import { watchMemory } from './watch-memory.ts'

export interface Program {
  /** The step that it is run for. */
  readonly step: string
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What it may use, with all that it starts. */
  readonly memoryBytes?: number
  readonly signal: AbortSignal
  readonly log: Log
}

/**
 * Runs a program of any language to its end; what it prints goes to the log. When the signal is aborted
 * it is asked to end, with all that it has started, and made to 5 s later. Throws
 * `project.commandNotFound`, `project.commandFailed` or `pipelines.outOfMemory`.
 */
export async function runProgram(program: Program): Promise<void> {
  const { step, command, folder, environment, memoryBytes, signal, log } = program
  signal.throwIfAborted()
  if (!hasProgram(command[0], folder, environment)) {
    throw projectErrors.commandNotFound({ step, program: command[0], folder })
  }
  const group = spawnGroup({ command, folder, environment })
  const printed = [readLines(group.stdout, log.info), readLines(group.stderr, log.warn)]
  let usedBytes: number | undefined
  const memory =
    memoryBytes === undefined || group.child.pid === undefined
      ? undefined
      : watchMemory(group.child.pid, memoryBytes, (used) => {
          usedBytes = used
          group.kill()
        })
  signal.addEventListener('abort', group.stop, { once: true })
  try {
    const ended = describeEnd(await group.ended)
    const lines = printed.map((each) => each())
    signal.throwIfAborted()
    if (usedBytes !== undefined && memoryBytes !== undefined) {
      throw pipelinesErrors.outOfMemory({ step, usedBytes, limitBytes: memoryBytes })
    }
    if (ended !== undefined) {
      const last = lines.findLast((line) => line !== '') ?? 'nothing'
      throw projectErrors.commandFailed({ step, command: command.join(' '), ended, last })
    }
  } finally {
    signal.removeEventListener('abort', group.stop)
    memory?.close()
  }
}
