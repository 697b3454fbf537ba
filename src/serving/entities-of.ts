import type { OnlineView } from '../features/index.ts'
import type { ServedModel } from './served-model.ts'

/** The keys of which there are rows, in a fixed order. A group that has only part of the key tells none. */
export function entitiesOf(
  { view }: ServedModel,
  online: OnlineView,
): readonly Readonly<Record<string, unknown>>[] {
  const names = view.label.group.key
  return online
    .keys()
    .filter((key) => names.every((name) => key[name] !== undefined))
    .map((key) => ({ key, text: JSON.stringify(names.map((name) => key[name])) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ key }) => key)
}
