import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ResolvedSettings } from '../../base/index.ts'
import { configName, type OpenedProject } from '../../project/index.ts'
import { listJournals } from '../../serving/index.ts'
import { serverErrors } from '../errors.ts'
import { moveJournals } from './move-journals.ts'
import type { MoveReply, MoveRequest } from './move-request.ts'

/** The process's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
const processFile = new URL(`./move-process${extname(import.meta.url)}`, import.meta.url)

/**
 * As `moveJournals`, in a process of its own: to read a million predictions and write them to a group takes seconds,
 * in which this one has others to answer. A project that was not read from a folder can't be read by another process.
 * Throws `journalsNotMoved`.
 */
export async function moveJournalsApart(
  project: OpenedProject,
  signal: AbortSignal,
): Promise<void> {
  if ((await listJournals(project)).length === 0) return undefined
  if (!existsSync(join(project.root, configName))) return moveJournals(project)
  const { problem } = await askProcess(project, signal)
  if (problem === undefined || signal.aborted) return undefined
  throw serverErrors.journalsNotMoved({ problem: problem.replace(/\.$/, '') })
}

async function askProcess(
  { root, settings, environment, now }: OpenedProject,
  signal: AbortSignal,
): Promise<MoveReply> {
  const child = fork(processFile, [], {
    cwd: root,
    env: { ...environment },
    // Paths in ours are from another folder.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const end = () => child.kill('SIGKILL')
  signal.addEventListener('abort', end, { once: true })
  try {
    return await new Promise((resolve, reject) => {
      let reply: MoveReply | undefined
      child.once('message', (message) => (reply = message as MoveReply))
      child.once('error', reject)
      child.once('exit', (code, by) => {
        resolve(reply ?? { problem: `their process has ended by ${by ?? `code ${code}`}` })
      })
      // A step's settings watch who reads them, and can't be sent as they are.
      const plain = JSON.parse(JSON.stringify(settings)) as ResolvedSettings
      const request: MoveRequest = { root, settings: plain, aheadMs: now().getTime() - Date.now() }
      child.send(request, (error) => {
        // A process that ends at once takes nothing: how it ended says more.
        if (error !== null) end()
      })
    })
  } finally {
    signal.removeEventListener('abort', end)
  }
}
