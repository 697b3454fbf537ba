import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog, systemClock } from '../../src/base/index.ts'
import {
  alertRowsApart,
  defineProject,
  lookApart,
  openProject,
  passMonitorsOn,
  replyOfMonitors,
} from '../../src/project/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

test('a process beside another asks it to look, and hears what is wrong as if it had looked itself', async (t) => {
  const definition = defineProject({ name: 'asked' })
  const open = async () => {
    const own = await openProject(definition, {
      root: await temporaryFolder(t),
      settings: {},
      environment: {},
      now: systemClock,
      log: silentLog,
    })
    t.after(() => own.close())
    return own
  }
  const [first, beside] = [await open(), await open()]
  const asked: string[] = []
  passMonitorsOn(beside, async (question) => {
    asked.push(question.kind)
    const reply = await replyOfMonitors(first, question)
    // As it arrives from another process.
    return structuredClone(reply)
  })
  const look = { kind: 'look', monitor: 'tides', asked: { kind: 'now' } } as const
  await assert.rejects(lookApart(beside, look), { code: 'monitoring.monitorNotFound' })
  await assert.rejects(alertRowsApart(beside, 'alert_1'), { code: 'monitoring.alertNotFound' })
  assert.deepEqual(asked, ['look', 'rows'])
})
