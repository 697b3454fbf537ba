import type { FeatureValues } from './feature-values.ts'
import type { LabelOptions } from './label-spine.ts'
import { storedFeatures, type StoredFeature } from './stored-features.ts'
import type { View } from './view.ts'
import {
  labelledRows,
  naiveRows,
  type ViewDeps,
  type ViewedRow,
  type ViewedRows,
} from './view-rows.ts'

/** What a join that doesn't ask when something was known would have taken from the future. */
export interface LeakReport {
  readonly rowCount: number
  readonly features: readonly FeatureLeak[]
  /** The rows as the view has them, and as the naive joins would. */
  readonly rows: {
    readonly honest: readonly ViewedRow[]
    /** By event time only: what became known after the moment counts. */
    readonly byTime: readonly ViewedRow[]
    /** The newest rows that there are, at every moment. */
    readonly newest: readonly ViewedRow[]
  }
}

export interface FeatureLeak {
  readonly feature: string
  /** Rows in which the view knows the value. */
  readonly knownCount: number
  /** Rows in which a join by event time only has another value. */
  readonly byTimeCount: number
  /** Rows in which a join with the newest row has another value. */
  readonly newestCount: number
}

/** Holds a view's rows against what two naive joins would make of the same commits. */
export async function reportLeaks(
  deps: ViewDeps,
  view: View,
  options: LabelOptions = {},
): Promise<LeakReport> {
  const { rows: honest } = await labelledRows(deps, view, options)
  const byTime = await alongside(honest, naiveRows(deps, view, 'by event time', options))
  const newest = await alongside(honest, naiveRows(deps, view, 'newest', options))
  const names = Object.keys(view.features).filter((name) => readsGroups(view, name))
  return {
    rowCount: honest.length,
    rows: { honest, byTime, newest },
    features: names.map((feature) => ({
      feature,
      knownCount: honest.filter(({ features }) => isKnown(features, feature)).length,
      byTimeCount: differences(honest, byTime, feature),
      newestCount: differences(honest, newest, feature),
    })),
  }
}

/** The rows of the same labels in the same order. */
async function alongside(
  honest: readonly ViewedRow[],
  naive: Promise<ViewedRows>,
): Promise<ViewedRow[]> {
  const identity = ({ key, at }: ViewedRow) => JSON.stringify([key, at])
  const found = new Map((await naive).rows.map((row) => [identity(row), row]))
  return honest.map((row) => found.get(identity(row)) ?? row)
}

/** What comes with the key and the request alone can't be taken from the future. */
function readsGroups(view: View, name: string): boolean {
  const feature = view.features[name]
  if (feature === undefined) return false
  const stored: readonly StoredFeature[] = [...storedFeatures({ [name]: feature }).values()]
  return stored.length > 0
}

function isKnown(features: FeatureValues, name: string): boolean {
  const value = features[name]
  return value !== undefined && !Number.isNaN(value)
}

function differences(
  honest: readonly ViewedRow[],
  naive: readonly ViewedRow[],
  name: string,
): number {
  return honest.filter(({ features }, at) => !Object.is(features[name], naive[at]?.features[name]))
    .length
}
