import { parseDuration } from '../base/index.ts'
import { compactGroup, type AppendDeps, type GroupDeps } from '../features/index.ts'
import { predictionsGroup } from './predictions-group.ts'
import type { Service } from './service.ts'

/** Predictions may grow so much older than is said: forgetting them writes the others anew. */
const slackMs = parseDuration('1d')

/**
 * Forgets the predictions of a model that none of its services keeps any longer; those of one service that keeps
 * them for ever keep all. Throws `storage.claimHeld` while another process changes the group.
 */
export async function forgetOldPredictions(
  deps: AppendDeps & Pick<GroupDeps, 'commits'>,
  services: readonly Service[],
): Promise<void> {
  for (const [model, own] of Map.groupBy(services, (service) => service.model)) {
    const kept = own.map(({ log }) => log?.keep)
    const known = kept.filter((keep) => keep !== undefined)
    if (known.length < kept.length) continue
    const [keep] = known.toSorted((a, b) => parseDuration(b) - parseDuration(a))
    if (keep === undefined) continue
    const group = { ...predictionsGroup(model), keep }
    const from = deps.now().getTime() - parseDuration(keep) - slackMs
    const commits = await deps.commits.list(group.name)
    const isOld = commits.some(({ segments }) =>
      segments.some(({ oldestEventAt }) => oldestEventAt.getTime() < from),
    )
    if (isOld) await compactGroup(deps, group)
  }
}
