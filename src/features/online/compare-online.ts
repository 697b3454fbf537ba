import { limitCommits } from '../groups/limit-commits.ts'
import { featureValues } from '../views/feature-values.ts'
import { momentRows, type Moment } from '../views/view-rows.ts'
import type { View } from '../views/view.ts'
import { openOnlineView, type OnlineDeps } from './online-view.ts'

/** How the features of a view compare online and offline, at the same moments and with the same knowledge. */
export interface OnlineComparison {
  readonly momentCount: number
  readonly features: readonly FeatureComparison[]
  /** The moments of which some feature differs, with what it was in both. */
  readonly differences: readonly OnlineDifference[]
}

export interface FeatureComparison {
  readonly feature: string
  readonly differentCount: number
}

export interface OnlineDifference {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly feature: string
  readonly online: unknown
  readonly offline: unknown
}

/** Asks online and offline for the same moments, and holds the answers to each other to the last bit. */
export async function compareOnline(
  deps: OnlineDeps,
  view: View,
  moments: readonly Moment[],
): Promise<OnlineComparison> {
  const online = await openOnlineView(deps, view)
  const answer = await online.read(moments)
  const then = { ...deps, commits: limitCommits(deps.commits, answer.commits) }
  const offline = await momentRows(then, view, moments, answer.knownBy)
  const wanted = new Map(offline.rows.map((row) => [momentText(view, row), row.features]))
  const differences = moments.flatMap((moment, at) => {
    const { key, request } = moment
    const own = answer.rows[at]?.features ?? featureValues(view.features, {}, key, request)
    const other = wanted.get(momentText(view, moment))
    return Object.keys(view.features).flatMap((feature): OnlineDifference[] => {
      const values = { online: own[feature], offline: other?.[feature] }
      const isEqual = Object.is(values.online, values.offline)
      return isEqual ? [] : [{ key, at: moment.at, feature, ...values }]
    })
  })
  return {
    momentCount: moments.length,
    features: Object.keys(view.features).map((feature) => ({
      feature,
      differentCount: differences.filter((one) => one.feature === feature).length,
    })),
    differences,
  }
}

function momentText(view: View, { key, at }: Pick<Moment, 'key' | 'at'>): string {
  return JSON.stringify([view.label.group.key.map((name) => key[name]), at.getTime()])
}
