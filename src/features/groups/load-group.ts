import { tableRows } from '../../data/index.ts'
import { featuresErrors } from '../errors.ts'
import { groupStatistics } from './group-statistics.ts'
import type { Group } from './group.ts'
import { loadDerived } from './load-derived.ts'
import { loadRanges } from './load-ranges.ts'
import { loadTexts } from './load-texts.ts'
import type { GroupLoad, LoadDeps, LoadOptions, PartLoad } from './load.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { withGroupClaim } from './with-group-claim.ts'

/**
 * Brings in what is new at the group's source. Each part is committed as it is done, so a load that is
 * killed goes on from there. A part that can't be read or breaks a check is refused whole with its
 * reason; the others come in. The newest days are measured anew then. Throws `groupNotLoadable`, `rangeNotLoadable`, `startNotTold`,
 * `rangeFailed`, or `storage.claimHeld` while another process loads the group.
 */
export async function loadGroup(
  deps: LoadDeps,
  group: Group,
  options: LoadOptions = {},
): Promise<GroupLoad> {
  const { name } = group
  const { runId = deps.runId } = options
  const within = { ...options, ...(runId === undefined ? {} : { runId }) }
  const loaded = await withGroupClaim(deps, name, () => loadParts(deps, group, within))
  const load = toGroupLoad(group, loaded)
  if (load.commits.length > 0) {
    await groupStatistics({ ...deps, commits: sqlCommitStore(deps.database) }, group, followed)
  }
  for (const { name: refused, reason } of load.refused) {
    deps.log.warn(`refused ${refused}: ${reason.message}`)
  }
  for (const warning of load.warnings) deps.log.warn(`group ${name}: ${warning}`)
  if (load.quarantinedCount > 0) {
    const rows = `${load.quarantinedCount} ${load.quarantinedCount === 1 ? 'row' : 'rows'}`
    deps.log.warn(`group ${name}: ${rows} quarantined, kept beside the commit`)
  }
  return load
}

const dayMs = 86_400_000

/** What is measured of every group as it grows, for whoever watches it: two weeks, against four before. */
const followed = { windowMs: dayMs, count: 14, referenceMs: 28 * dayMs }

async function loadParts(
  given: LoadDeps,
  group: Group,
  options: LoadOptions,
): Promise<readonly PartLoad[]> {
  const deps = { ...given, runId: options.runId }
  const { from, load } = group
  if (load !== undefined) return loadRanges(deps, group, load, options)
  const { since, until, backfill = false } = options
  const isRange = since !== undefined || until !== undefined
  if (isRange || (backfill && group.derive === undefined)) {
    throw featuresErrors.rangeNotLoadable({ group: group.name })
  }
  if (group.derive !== undefined) return loadDerived(deps, group, group.derive, options)
  if (from === undefined) {
    throw featuresErrors.groupNotLoadable({ group: group.name })
  }
  return loadTexts(deps, { group, from, read: group.read ?? tableRows(group.columns) }, options)
}

function partsOf({ derive, load }: Group): GroupLoad['parts'] {
  if (derive !== undefined) return 'commits'
  return load === undefined ? 'texts' : 'ranges'
}

function toGroupLoad(group: Group, loads: readonly PartLoad[]): GroupLoad {
  const refused = loads.flatMap((load) => load.refused)
  return {
    group: group.name,
    parts: partsOf(group),
    commits: loads.flatMap((load) => load.commit ?? []),
    acceptedCount: loads.reduce((sum, load) => sum + load.partCount, 0) - refused.length,
    rowCount: loads.reduce((sum, load) => sum + (load.commit?.rowCount ?? 0), 0),
    quarantinedCount: loads.reduce((sum, load) => sum + load.quarantinedCount, 0),
    refused,
    warnings: [...loads.flatMap((load) => load.warnings), ...repetitions(group, loads)],
  }
}

/** Of rows of one key and time that came in together, and were known at once, nobody can say which counts. */
function repetitions({ key, time }: Group, loads: readonly PartLoad[]): string[] {
  const count = loads.reduce((sum, { commit }) => sum + (commit?.tellings?.ambiguousCount ?? 0), 0)
  if (count === 0) return []
  const columns = [...key, time].map((name) => `'${name}'`).join(', ')
  const rows = count === 1 ? '1 row has' : `${count} rows have`
  return [
    `${rows} key, time and known time of another of the same commit; unique(${columns}) refuses such`,
  ]
}
