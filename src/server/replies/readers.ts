import type { ReadersReply } from '../../api/index.ts'
import { groupsRead, storedFeatures, type Group, type View } from '../../features/index.ts'
import { viewsOf, type Project } from '../../project/index.ts'

/** Who reads a group: groups made of it, views, and what is made of those. */
export function readersOfGroup(project: Project, group: string): ReadersReply {
  const views = viewsOf(project).filter((view) => readsGroup(view, group))
  return { ...readersOfViews(project, views), groups: groupsMadeOf(project, group) }
}

/** As `readersOfGroup`, but for views that read this very column. */
export function readersOfColumn(project: Project, group: string, column: string): ReadersReply {
  const views = viewsOf(project).filter((view) => columnsRead(view).has(`${group}.${column}`))
  const made = project.groups.filter((one) => isMadeOfColumn(one, group, column))
  return { ...readersOfViews(project, views), groups: made.map(({ name }) => name) }
}

/** The models of some views, and the services of those. */
export function readersOfViews(project: Project, views: readonly View[]): ReadersReply {
  const names = views.map(({ name }) => name)
  const models = project.models.filter(({ view }) => names.includes(view.name))
  const services = project.services.filter(({ model }) =>
    models.some(({ name }) => name === model.name),
  )
  return {
    groups: [],
    views: names,
    models: models.map(({ name }) => name),
    services: services.map(({ name }) => name),
  }
}

function groupsMadeOf({ groups }: Project, name: string): string[] {
  return groups
    .filter(({ derive }) => derive?.from.some((from) => from.name === name) === true)
    .map((group) => group.name)
}

/** What the SQL of a group does with a column isn't known: it may read any. */
function isMadeOfColumn({ derive }: Group, group: string, column: string): boolean {
  const origin = derive?.from.find(({ name }) => name === group)
  if (derive === undefined || origin === undefined) return false
  if (derive.how.kind !== 'windows' || origin.key.includes(column)) return true
  return Object.values(derive.how.aggregates).some(([, of]) => of === column)
}

function readsGroup(view: View, group: string): boolean {
  return [view.label.group, ...groupsRead(view)].some(({ name }) => name === group)
}

/** Each as `group.column`: what features are made of and found by, the label, the key, the request. */
function columnsRead(view: View): ReadonlySet<string> {
  const { group, column } = view.label
  const stored = [...storedFeatures(view.features).values()].flatMap((feature) =>
    [feature.column, ...feature.group.key, ...Object.keys(feature.where ?? {})].map(
      (name) => `${feature.group.name}.${name}`,
    ),
  )
  const request = Object.keys(view.request).map((name) => view.requestFrom[name] ?? name)
  const own = [column, ...group.key, ...request].map((name) => `${group.name}.${name}`)
  return new Set([...stored, ...own])
}
