import { formatDuration, parseDuration } from '../../base/index.ts'
import type { Split, SplitManner } from '../../learn/index.ts'
import { featuresErrors } from '../errors.ts'
import { labelDelay, type View } from '../views/view.ts'

/**
 * A label that looks ahead tells of the rows after it: none of those may be tested on. Throws `gapTooShort`
 * or `labelsOverlap`.
 */
export function checkSplit(view: View, split: Split | SplitManner): void {
  const lengthMs = labelDelay(view)
  if (lengthMs === 0) return
  const length = view.label.ahead?.length ?? formatDuration(lengthMs)
  if (split.kind !== 'byTime') {
    if (keepsKeys(view, split)) return
    const by = view.label.group.key[0] ?? 'key'
    throw featuresErrors.labelsOverlap({ view: view.name, length, split: split.kind, by })
  }
  const gapMs = split.gap === undefined ? 0 : parseDuration(split.gap)
  if (gapMs >= lengthMs) return
  throw featuresErrors.gapTooShort({ view: view.name, length, gap: split.gap ?? 'no time' })
}

type Drawn = Exclude<Split | SplitManner, { readonly kind: 'byTime' }>

/** A label looks ahead within its own key: where all of a key stands on one side, nothing overlaps. */
function keepsKeys(view: View, split: Drawn): boolean {
  const { key } = view.label.group
  if (split.kind === 'grouped') return key.includes(split.by)
  if (split.kind !== 'byHash') return false
  return split.by.length > 0 && split.by.every((name) => key.includes(name))
}
