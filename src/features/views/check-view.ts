import { suggestName } from '../../base/index.ts'
import { featuresErrors } from '../errors.ts'
import { labelReaders } from './label-readers.ts'
import { storedFeatures, type StoredFeature } from './stored-features.ts'
import type { View } from './view.ts'

/** Throws what is wrong with a view before anything is read. */
export function checkView(view: View): void {
  checkRequest(view)
  for (const feature of storedFeatures(view.features).values()) checkJoin(view, feature)
  checkMeant(view)
  for (const { feature, reads } of labelReaders(view)) {
    if (view.meant[feature] !== undefined) continue
    throw featuresErrors.readsLabel({ view: view.name, feature, reads, label: labelName(view) })
  }
}

function labelName({ label }: View): string {
  return `${label.group.name}.${label.column}`
}

function checkRequest({ name: view, label, request, requestFrom }: View): void {
  for (const [name, { type }] of Object.entries(request)) {
    const column = requestFrom[name] ?? name
    const found = label.group.columns[column]?.type
    if (found !== type) {
      const group = label.group.name
      throw featuresErrors.requestNotTold({ view, name, group, column, type, found })
    }
  }
}

function checkJoin({ name: view, label, request }: View, { group, on }: StoredFeature): void {
  const known = [...label.group.key, ...Object.keys(request)]
  for (const column of group.key) {
    const from = on?.[column] ?? column
    if (typeof from !== 'string' || known.includes(from)) continue
    throw featuresErrors.keyNotShared({
      view,
      group: group.name,
      column: from,
      label: label.group.name,
    })
  }
}

function checkMeant({ name: view, features, meant }: View): void {
  const names = Object.keys(features)
  const unknown = Object.keys(meant).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const suggestion = suggestName(unknown, names)
  throw featuresErrors.unknownFeature({ view, feature: unknown, suggestion })
}
