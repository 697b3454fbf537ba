import { constants, setPriority } from 'node:os'
import { extname } from 'node:path'
import { messageOf, silentLog } from '../../base/index.ts'
import { loadProject, openProject } from '../../project/index.ts'
import { moveJournals } from './move-journals.ts'
import type { MoveReply, MoveRequest } from './move-request.ts'

process.once('message', (request: MoveRequest) => {
  void move(request).then((reply) => process.send?.(reply, () => process.exit()))
})
// Whoever began it is gone; what was not moved stays where it is.
process.once('disconnect', () => process.exit())

async function move({ root, settings, aheadMs }: MoveRequest): Promise<MoveReply> {
  try {
    // Who asks for predictions goes first.
    setPriority(process.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    // In a checkout a project's `groundswell` is the sources.
    if (extname(import.meta.url) === '.ts') {
      await import(new URL('../../../scripts/register-source.mjs', import.meta.url).href)
    }
    const definition = await loadProject(root)
    const now = () => new Date(Date.now() + aheadMs)
    const options = { root, settings, environment: process.env, log: silentLog, now }
    const project = await openProject(definition, options)
    await moveJournals(project)
    await project.close()
    return {}
  } catch (error) {
    return { problem: messageOf(error) }
  }
}
