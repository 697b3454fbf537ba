import { groupsRead } from '../features/index.ts'
import { viewsOf, type Project } from './project-definition.ts'

/** What reads a group: views, and the models that learn from them. */
export function readersOf(project: Project, group: string): string[] {
  const views = viewsOf(project).filter((view) =>
    [view.label.group, ...groupsRead(view)].some(({ name }) => name === group),
  )
  const models = project.models.filter(({ view }) => views.includes(view))
  return [
    ...views.map(({ name }) => `view ${name}`),
    ...models.map(({ name }) => `model ${name}`),
    ...project.groups
      .filter(({ derive }) => derive?.from.some(({ name }) => name === group) === true)
      .map(({ name }) => `group ${name}`),
  ]
}
