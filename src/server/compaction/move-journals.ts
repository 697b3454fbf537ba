import { isSwellError } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { compactJournals, forgetOldPredictions, type Service } from '../../serving/index.ts'

/** Moves what was answered from the journals of all services into the groups, and forgets what is too old. */
export async function moveJournals(project: OpenedProject): Promise<void> {
  const { services } = project.definition
  for (const service of services) await unlessHeld(() => moveAll(project, service))
  await unlessHeld(() => forgetOldPredictions(project, services))
}

async function moveAll(project: OpenedProject, service: Service): Promise<void> {
  const { journalCount } = await compactJournals(project, service)
  if (journalCount > 0) await moveAll(project, service)
}

async function unlessHeld(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // Another process is about it.
    if (!isSwellError(error, 'storage.claimHeld')) throw error
  }
}
