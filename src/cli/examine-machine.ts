import { measureMemory, readClock, type OpenedProject } from '../project/index.ts'
import type { Look } from './finding.ts'
import { writeAgo, writeBytes, writeMoment } from './write-value.ts'

export function examineMemory(): Look {
  const { freeBytes, totalBytes, isEnough } = measureMemory()
  const found = `${writeBytes(freeBytes)} free of ${writeBytes(totalBytes)}`
  if (isEnough) return { state: 'well', found }
  return { state: 'note', found, fix: 'Close what needs much, or run on a larger machine.' }
}

/** Looks whether something was recorded that lies ahead: then the clock was wrong once, or is now. */
export async function examineClock(project: OpenedProject): Promise<Look> {
  const { now: at, ahead } = await readClock(project)
  const found = writeMoment(at)
  if (ahead === undefined) return { state: 'well', found }
  return {
    state: 'wrong',
    found: `${found}, and run ${ahead.runId} began ${writeAgo(ahead.startedAt, at)}`,
    fix: 'Set the machine’s clock (or SWELL_NOW) right: what is known when decides what is learnt.',
  }
}
