import { parseDuration } from '../../base/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { Conditions } from './conditions.ts'
import type { Join } from './feature.ts'
import { choiceName, storedName, type StoredFeature } from './stored-features.ts'

/** Features that look at the same rows of a group, found by the same key in the same way. */
export interface Stream {
  /** Of the group, and a number where the group has several. */
  readonly name: string
  readonly group: GroupShape
  readonly on: Join | undefined
  readonly where: Conditions | undefined
  readonly delayMs: number
  readonly before: boolean
  /** True where only the time of knowing counts. */
  readonly current: boolean
  readonly features: readonly StoredFeature[]
}

/** Streams in an order in which each comes after those that tell its key. */
export function streamsOf(features: Iterable<StoredFeature>): Stream[] {
  const alike = Map.groupBy(features, streamKey)
  const counts = new Map<string, number>()
  const streams = [...alike.values()].flatMap((own): Stream[] => {
    const [first] = own
    if (first === undefined) return []
    const { group, on, where, delay, before = false } = first
    const count = (counts.get(group.name) ?? 0) + 1
    counts.set(group.name, count)
    const name = count === 1 ? group.name : `${group.name}_${count}`
    const delayMs = delay === undefined ? 0 : parseDuration(delay)
    return [{ name, group, on, where, delayMs, before, current: isCurrent(first), features: own }]
  })
  return inOrder(streams)
}

function streamKey(feature: StoredFeature): string {
  return JSON.stringify([feature.group.name, choiceName(feature), isCurrent(feature)])
}

function isCurrent(feature: StoredFeature): boolean {
  return feature.kind === 'latest' && feature.current === true
}

function inOrder(streams: readonly Stream[]): Stream[] {
  const done: Stream[] = []
  const told = new Set<string>()
  let rest = streams
  while (rest.length > 0) {
    const ready = rest.filter(({ on }) =>
      Object.values(on ?? {}).every(
        (from) => typeof from === 'string' || told.has(storedName(from)),
      ),
    )
    // A join's features are older than the feature that uses them, so there is always one.
    done.push(...ready)
    for (const { features } of ready) for (const own of features) told.add(storedName(own))
    rest = rest.filter((stream) => !ready.includes(stream))
  }
  return done
}
