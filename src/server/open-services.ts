import { suggestName } from '../base/index.ts'
import type { OpenedProject } from '../project/index.ts'
import {
  fsPredictionJournal,
  isForecastService,
  openForecastService,
  openService,
  servingErrors,
  type OpenService,
  type PredictionJournal,
  type Challenge,
  type ClientWaits,
} from '../serving/index.ts'
import { moveJournals } from './compaction/move-journals.ts'
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

  /** Ends the journals of this process, and has what was answered moved from all into the groups: here, or by `move`. */
  compact(move?: () => Promise<void>): Promise<void>

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
  options: { readonly isReader?: boolean; readonly clientWaits?: ClientWaits | undefined } = {},
): Promise<OpenServices> {
  const opened = new Map<string, Opened>()
  for (const service of project.definition.services) {
    if (isForecastService(service)) {
      const open = await openForecastService(project, service)
      opened.set(service.name, { open, journal: undefined, movedCount: 0 })
      continue
    }
    const journal = options.isReader === true ? undefined : fsPredictionJournal(service, project)
    const promote = ({ model, version, service: by }: Challenge) =>
      promoteByAlias(project, { model, version, alias: service.alias, by: `canary of ${by}` })
    const open = await openService(
      {
        ...project,
        journal,
        clientWaits: options.clientWaits,
        ...(options.isReader === true ? {} : { promote }),
      },
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

  let compacting: Promise<void> | undefined

  async function compactAll(move: () => Promise<void>): Promise<void> {
    const answeredCounts = all.map(({ open }) => open.state().predictionCount)
    for (const { journal } of all) await journal?.rotate()
    await move()
    for (const [at, one] of all.entries()) one.movedCount = answeredCounts[at] ?? 0
  }

  return {
    all: all.map(({ open }) => open),
    get: (name) => getOpened(name).open,

    journaledCount(name) {
      const { open, journal, movedCount } = getOpened(name)
      return journal === undefined ? 0 : open.state().predictionCount - movedCount
    },

    async refresh() {
      await Promise.all(all.map(({ open }) => open.refresh()))
    },

    async startFollowing(signal) {
      await Promise.all(all.map(({ open }) => open.startFollowing({ signal })))
    },

    compact(move = () => moveJournals(project)) {
      // Whoever asks while it goes on waits for that.
      compacting ??= compactAll(move).finally(() => {
        compacting = undefined
      })
      return compacting
    },

    async close() {
      await Promise.all(all.map(({ open }) => open.close()))
    },
  }
}
