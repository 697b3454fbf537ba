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

export function labelCopyFinder(view: View): LabelCopyFinder {
  const suspects = new Map(
    Object.entries(view.features).flatMap(([name, { type }]) =>
      type === 'text' || view.meant[name] !== undefined ? [] : [[name, 0]],
    ),
  )
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

    check() {
      if (least >= most) return
      for (const [feature, rowCount] of suspects) {
        if (rowCount < fewestRows) continue
        const label = `${view.label.group.name}.${view.label.column}`
        throw featuresErrors.copiesLabel({ view: view.name, feature, rowCount, label })
      }
    },
  }
}
