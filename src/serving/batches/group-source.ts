import {
  groupRelation,
  limitCommits,
  streamGroupMoments,
  type Group,
  type MomentRange,
  type View,
  type ViewDeps,
} from '../../features/index.ts'
import { sql } from '../../table/index.ts'
import type { MomentSource, SettledRows } from './moment-source.ts'

export interface GroupRows extends MomentRange {
  /** The group of the view's labels, when none is told: the view's own rows. */
  readonly group?: Group | undefined
}

/**
 * The rows of a group, each with what was known at its own moment, as a training set has them. What the view wants of
 * a request is the row's columns of the same names. Rows need no label.
 */
export function groupSource(
  deps: ViewDeps,
  view: View,
  { group = view.label.group, from, until }: GroupRows,
): MomentSource {
  const then = ({ commits }: SettledRows): ViewDeps => ({
    ...deps,
    commits: limitCommits(deps.commits, commits),
  })
  const range = { from, until }
  return {
    identity: {
      group: group.name,
      from: from?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
    },
    knowsByItself: true,
    ignored: [],
    async count(settled) {
      const { relation } = await groupRelation(then(settled), group)
      const [counted] = await deps.engine.rows(sql`select count(*) as counted from ${relation}`)
      return Number(counted?.['counted'] ?? 0)
    },
    moments: (settled) => streamGroupMoments(then(settled), view, group, range),
  }
}
