import { freemem, totalmem } from 'node:os'
import type { OpenedProject } from '../project/index.ts'
import type { Look } from './finding.ts'
import { writeAgo, writeBytes, writeMoment } from './write-value.ts'

/** Less than this, and a training of a few million rows may be killed. */
const littleMemory = 500_000_000
/** Clocks of two machines may differ so much without harm. */
const slackMs = 5 * 60_000

export function examineMemory(): Look {
  const found = `${writeBytes(freemem())} free of ${writeBytes(totalmem())}`
  if (freemem() >= littleMemory) return { state: 'well', found }
  return { state: 'note', found, fix: 'Close what needs much, or run on a larger machine.' }
}

/** Looks whether something was recorded that lies ahead: then the clock was wrong once, or is now. */
export async function examineClock({ runs, now }: OpenedProject): Promise<Look> {
  const [newest] = await runs.list({ limit: 1 })
  const at = now()
  const found = writeMoment(at)
  if (newest === undefined || newest.startedAt.getTime() <= at.getTime() + slackMs) {
    return { state: 'well', found }
  }
  return {
    state: 'wrong',
    found: `${found}, and run ${newest.id} began ${writeAgo(newest.startedAt, at)}`,
    fix: 'Set the machine’s clock (or SWELL_NOW) right: what is known when decides what is learnt.',
  }
}
