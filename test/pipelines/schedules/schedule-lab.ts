import type { TestContext } from 'node:test'
import { createLog } from '../../../src/base/index.ts'
import {
  definePipeline,
  defineStep,
  type Happenings,
  type Occasion,
  type RunDue,
  type Schedule,
} from '../../../src/pipelines/index.ts'
import type { Database } from '../../../src/storage/index.ts'
import { finishRun, sqlRunStore, startRun } from '../../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'

const step = defineStep({ name: 'load', run: () => 1 })

/** A pipeline that is due by this schedule. */
export function pipelineOn(
  schedule: NonNullable<Parameters<typeof definePipeline>[0]['schedule']>,
  name = 'surf',
) {
  return definePipeline({ name, steps: [step], schedule })
}

export type Lab = Awaited<ReturnType<typeof scheduleLab>>

/** All that a schedule needs, over a real database, with a clock that is set by hand. */
export async function scheduleLab(t: TestContext, start: string | Date = noon) {
  return labOn(await temporaryDatabase(t), start)
}

/** What another process on the same database would have. */
export function labOn(database: Database, start: string | Date) {
  let moment = new Date(start)
  const lines: string[] = []
  const ran: string[] = []
  const happened: Occasion[] = []
  const now = () => moment
  const runs = sqlRunStore(database)
  const log = createLog(now, 'info', ({ level, text }) =>
    lines.push(`${level} ${text.replaceAll(/run_[0-9a-z]+/g, 'run_…')}`),
  )
  const happenings: Happenings = {
    since: (_trigger, cursor) =>
      Promise.resolve({
        occasions: cursor === undefined ? [] : happened.slice(Number(cursor)),
        cursor: String(happened.length),
      }),
  }
  /** A run that succeeds at once, and is recorded as one of the engine would be. */
  const run: RunDue['run'] = async (name, { dueAt, reason }) => {
    ran.push(`${name} ${clock(dueAt)}`)
    const { id } = await startRun({ runs, now }, { kind: 'pipeline', name, reason })
    return finishRun({ runs, now }, id, { outcome: 'succeeded' })
  }
  return {
    deps: { database, runs, now, log, happenings },
    ran,
    lines,
    run,
    happened,
    set: (to: string | Date) => (moment = new Date(to)),
  }
}

/** `03-01T12:11`. */
export function clock(moment: Date): string {
  return moment.toISOString().slice(5, 16)
}

export const usual: Pick<Schedule, 'missed' | 'overlap' | 'jitter'> = {
  missed: 'once',
  overlap: undefined,
  jitter: undefined,
}
