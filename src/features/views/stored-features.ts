import { parseDuration } from '../../base/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { Feature, Features, Join, LatestFeature, WindowFeature } from './feature.ts'

/** A feature that is read from a group. */
export type StoredFeature = LatestFeature | WindowFeature

/** The features that are read from groups, hidden inputs of derived ones and of joins included, each once. */
export function storedFeatures(features: Features): ReadonlyMap<string, StoredFeature> {
  const found = new Map<string, StoredFeature>()
  const visit = (feature: Feature): void => {
    if (feature.kind === 'derived') visitAll(feature.inputs)
    if (!isStored(feature)) return
    for (const source of joinSources(feature.on)) visit(source)
    found.set(storedName(feature), feature)
  }
  const visitAll = (own: Features): void => {
    for (const feature of Object.values(own)) visit(feature)
  }
  visitAll(features)
  return found
}

export function isStored(feature: Feature): feature is StoredFeature {
  return feature.kind === 'latest' || feature.kind === 'window'
}

/** The features that tell the key of another group. */
export function joinSources(on: Join | undefined): LatestFeature[] {
  return Object.values(on ?? {}).filter((source) => typeof source !== 'string')
}

/** What a stored feature's column is called inside queries: the same for equal features. */
export function storedName(feature: StoredFeature): string {
  const of = `${feature.group.name}.${feature.column}`
  const own = feature.kind === 'window' ? windowName(feature) : latestName(feature)
  const choice = choiceName(feature)
  return [of, ...own, ...(choice === '' ? [] : [choice])].join('.')
}

function windowName({ function: own, length, rows, share, halfLife }: WindowFeature): string[] {
  const span = length ?? `last ${rows ?? 1}`
  const extra = share === undefined ? (halfLife === undefined ? [] : [halfLife]) : [`${share}`]
  return [own, ...extra, span]
}

function latestName({ back = 0, within, current = false }: LatestFeature): string[] {
  return [
    ...(back === 0 ? [] : [`back ${back}`]),
    ...(within === undefined ? [] : ['within', within]),
    ...(current ? ['current'] : []),
  ]
}

/** Equal for features that look at the same rows in the same way; empty where nothing is said of it. */
export function choiceName({ on, where, delay, before = false }: StoredFeature): string {
  return [
    ...(on === undefined ? [] : [`on ${joinName(on)}`]),
    ...(where === undefined ? [] : [`where ${JSON.stringify(where)}`]),
    ...(delay === undefined ? [] : [`delay ${delay}`]),
    ...(before ? ['before'] : []),
  ].join(' ')
}

function joinName(on: Join): string {
  return Object.entries(on)
    .map(([column, from]) => `${column}=${typeof from === 'string' ? from : storedName(from)}`)
    .join(',')
}

/** How many of the newest rows a feature needs; undefined where a length of time tells it. */
export function rowsNeeded(feature: StoredFeature): number | undefined {
  if (feature.kind === 'latest') return (feature.back ?? 0) + 1
  return feature.length === undefined ? (feature.rows ?? 1) : undefined
}

/** How far before its moment a feature looks. */
export function lookBackMs(feature: StoredFeature): number {
  // A row of the same length ago is left out of a window, but not of one from before the moment.
  if (feature.kind === 'window') {
    return feature.length === undefined ? Infinity : parseDuration(feature.length)
  }
  if (feature.within === undefined || feature.current === true) return Infinity
  return parseDuration(feature.within)
}

/** The groups that stored features are read from, each once. */
export function groupsOf(features: Iterable<StoredFeature>): GroupShape[] {
  const groups = new Map<string, GroupShape>()
  for (const { group } of features) groups.set(group.name, group)
  return [...groups.values()]
}
