import { suggestName } from '../../base/index.ts'
import type { ColumnType } from '../../table/index.ts'
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

function checkJoin(view: View, { group, on }: StoredFeature): void {
  for (const column of group.key) {
    const from = on?.[column] ?? column
    const found = typeof from === 'string' ? typeOfName(view, from) : from.type
    const named = typeof from === 'string' ? from : `${from.group.name}.${from.column}`
    const about = { view: view.name, group: group.name, label: view.label.group.name }
    if (found === undefined) throw featuresErrors.keyNotShared({ ...about, column: named })
    const wanted = group.columns[column]?.type
    if (wanted === undefined || kindOf(found) === kindOf(wanted)) continue
    throw featuresErrors.keyUnlike({ ...about, column, wanted, from: named, found })
  }
}

/** Of a column of the labels' key, or of what comes with the request. */
function typeOfName({ label, request }: View, name: string): ColumnType | undefined {
  const { key, columns } = label.group
  return key.includes(name) ? columns[name]?.type : request[name]?.type
}

function kindOf(type: ColumnType): string {
  return type === 'integer' || type === 'float' ? 'number' : type
}

function checkMeant({ name: view, features, meant }: View): void {
  const names = Object.keys(features)
  const unknown = Object.keys(meant).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const suggestion = suggestName(unknown, names)
  throw featuresErrors.unknownFeature({ view, feature: unknown, suggestion })
}
