import { isSwellError, suggestName } from '../base/index.ts'
import type { OpenedProject } from '../project/index.ts'
import {
  compactJournals,
  forgetOldPredictions,
  fsPredictionJournal,
  openService,
  servingErrors,
  type Compaction,
  type OpenService,
  type PredictionJournal,
  type Challenge,
} from '../serving/index.ts'
import { promoteByAlias } from './promote.ts'

/** The services of a project, ready to answer. */
export interface OpenServices {
  readonly all: readonly OpenService[]

  /** Throws `serviceNotFound`. */
  get(name: string): OpenService

  /** How many of the predictions of this process are in its journals still. */
  journaledCount(name: string): number

  /** Goes over to what was promoted or loaded since. */
  refresh(): Promise<void>

  /** Refreshes again and again until the signal is aborted. */
  startFollowing(signal: AbortSignal): Promise<void>

  /** Moves what was answered from the journals into the groups. */
  compact(): Promise<void>

  /** Ends the journals. */
  close(): Promise<void>
}

interface Opened {
  readonly open: OpenService
  readonly journal: PredictionJournal | undefined
  /** Predictions of this process that were compacted. */
  movedCount: number
}

/** Opens every service. With `isReader`, for one who only looks, nothing is journaled. */
export async function openServices(
  project: OpenedProject,
  options: { readonly isReader?: boolean } = {},
): Promise<OpenServices> {
  const opened = new Map<string, Opened>()
  for (const service of project.definition.services) {
    const journal = options.isReader === true ? undefined : fsPredictionJournal(service, project)
    const promote = ({ model, version, service: by }: Challenge) =>
      promoteByAlias(project, { model, version, alias: service.alias, by: `canary of ${by}` })
    const open = await openService(
      { ...project, journal, ...(options.isReader === true ? {} : { promote }) },
      service,
    )
    opened.set(service.name, { open, journal, movedCount: 0 })
  }
  const all = [...opened.values()]

  function getOpened(name: string): Opened {
    const found = opened.get(name)
    if (found !== undefined) return found
    const suggestion = suggestName(name, [...opened.keys()])
    throw servingErrors.serviceNotFound({ service: name, suggestion })
  }

  async function compactOne(one: Opened): Promise<void> {
    const answeredCount = one.open.state().predictionCount
    await one.journal?.rotate()
    let compaction: Compaction
    do {
      compaction = await compactJournals(project, one.open.service)
    } while (compaction.journalCount > 0)
    one.movedCount = answeredCount
  }

  let compacting: Promise<void> | undefined

  async function compactAll(): Promise<void> {
    for (const one of all) await unlessHeld(() => compactOne(one))
    await unlessHeld(() => forgetOldPredictions(project, project.definition.services))
  }

  return {
    all: all.map(({ open }) => open),
    get: (name) => getOpened(name).open,

    journaledCount(name) {
      const { open, movedCount } = getOpened(name)
      return open.state().predictionCount - movedCount
    },

    async refresh() {
      await Promise.all(all.map(({ open }) => open.refresh()))
    },

    async startFollowing(signal) {
      await Promise.all(all.map(({ open }) => open.startFollowing({ signal })))
    },

    compact() {
      // Whoever asks while it goes on waits for that.
      compacting ??= compactAll().finally(() => {
        compacting = undefined
      })
      return compacting
    },

    async close() {
      await Promise.all(all.map(({ open }) => open.close()))
    },
  }
}

async function unlessHeld(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // Another process is about it.
    if (!isSwellError(error, 'storage.claimHeld')) throw error
  }
}
