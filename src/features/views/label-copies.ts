import { featuresErrors } from '../errors.ts'
import type { View } from './view.ts'
import type { ViewedRow } from './view-rows.ts'

/** Fewer rows than this may be alike by chance. */
const fewestRows = 20

/** Looks for features that are the label in disguise, row by row. */
export interface LabelCopyFinder {
  see(row: Pick<ViewedRow, 'label' | 'features'>): void

  /** Throws `copiesLabel` for a feature that equalled the label wherever both were known. */
  check(): void
}

/** The features that may be the label in disguise. */
export function labelSuspects(view: View): string[] {
  return Object.entries(view.features).flatMap(([name, { type }]) =>
    type === 'text' || view.meant[name] !== undefined ? [] : [name],
  )
}

/** What the rows tell of a view's label. */
export interface LabelLikeness {
  /** The least and the greatest label. */
  readonly least: number
  readonly most: number
  /** By suspect that equalled the label wherever both were known, in how many rows it did. */
  readonly alike: ReadonlyMap<string, number>
}

/** Throws `copiesLabel` for a feature that equals the label in too many rows for it to be chance. */
export function checkLabelCopies(view: View, { least, most, alike }: LabelLikeness): void {
  if (least >= most) return
  for (const [feature, rowCount] of alike) {
    if (rowCount < fewestRows) continue
    const label = `${view.label.group.name}.${view.label.column}`
    throw featuresErrors.copiesLabel({ view: view.name, feature, rowCount, label })
  }
}

export function labelCopyFinder(view: View): LabelCopyFinder {
  const suspects = new Map(labelSuspects(view).map((name) => [name, 0]))
  let [least, most] = [Infinity, -Infinity]
  return {
    see({ label, features }) {
      if (label === undefined) return
      least = Math.min(least, label)
      most = Math.max(most, label)
      for (const [name, count] of suspects) {
        const value = features[name]
        if (Number.isNaN(value)) continue
        if (value === label) suspects.set(name, count + 1)
        else suspects.delete(name)
      }
    },

    check: () => checkLabelCopies(view, { least, most, alike: suspects }),
  }
}
