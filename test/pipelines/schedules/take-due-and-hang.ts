import { runDue } from '../../../src/pipelines/index.ts'
import { openSqliteDatabase } from '../../../src/storage/index.ts'
import { finishRun, startRun } from '../../../src/tracking/index.ts'
import { labOn, pipelineOn } from './schedule-lab.ts'

/** Takes what is due in the database of the first argument, goes as far as the second says, and hangs. */
const [path = '', stage = ''] = process.argv.slice(2)
const now = () => new Date('2026-03-01T13:00:20Z')
const { deps } = labOn(await openSqliteDatabase(path, { now }), now())
await runDue(deps, pipelineOn('0 * * * *'), {
  signal: new AbortController().signal,
  run: async (name, { reason }) => {
    if (stage !== 'taken') {
      const { id } = await startRun(deps, { kind: 'pipeline', name, reason })
      if (stage === 'ended') await finishRun(deps, id, { outcome: 'succeeded' })
    }
    process.stdout.write('there\n')
    setInterval(() => undefined, 1000)
    return new Promise(() => undefined)
  },
})
