import { extname } from 'node:path'
import { fixedClock, messageOf, silentLog } from '../base/index.ts'
import { judgeVersion, reportVersion } from '../training/index.ts'
import { getTrainable } from './find-definition.ts'
import type { JudgeReply, JudgeRequest } from './judge-request.ts'
import { loadProject } from './load-project.ts'
import { openProject } from './opened-project.ts'

process.once('message', (request: JudgeRequest) => {
  void answer(request).then((reply) => {
    process.send?.(reply, () => process.disconnect())
  })
})

async function answer(request: JudgeRequest): Promise<JudgeReply> {
  try {
    return await judge(request)
  } catch (error) {
    return { kind: 'failed', problem: messageOf(error) }
  }
}

async function judge({ root, settings, now, ...asked }: JudgeRequest): Promise<JudgeReply> {
  // In a checkout a project's `groundswell` is the sources.
  if (extname(import.meta.url) === '.ts') {
    await import(new URL('../../scripts/register-source.mjs', import.meta.url).href)
  }
  const definition = await loadProject(root)
  const project = await openProject(definition, {
    root,
    settings,
    environment: process.env,
    log: silentLog,
    now: fixedClock(now),
  })
  try {
    const { model: name, version, alias } = asked
    if (asked.asks === 'report') {
      const model = getTrainable(definition, name)
      return { kind: 'reported', report: await reportVersion(project, model, { version, alias }) }
    }
    const judged = getTrainable(definition, name)
    return { kind: 'judged', judgement: await judgeVersion(project, judged, version, alias) }
  } finally {
    await project.close()
  }
}
