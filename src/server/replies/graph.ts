import type { GraphReply } from '../../api/index.ts'
import { groupsRead } from '../../features/index.ts'
import { viewsOf, type OpenedProject } from '../../project/index.ts'
import { sourcesOf } from './sources.ts'

type Kind = GraphReply['nodes'][number]['kind']

/** What feeds what, from the sources to the services, as the project is defined. */
export function readGraph(project: OpenedProject): GraphReply {
  const { groups, models, services, pipelines } = project.definition
  const views = viewsOf(project.definition)
  return {
    nodes: [
      ...nodesOf('source', sourcesOf(project)),
      ...nodesOf('group', groups),
      ...nodesOf('view', views),
      ...nodesOf('model', models),
      ...nodesOf('service', services),
      ...nodesOf('pipeline', pipelines),
    ],
    edges: [
      ...groups.flatMap(({ name, from }) =>
        from === undefined ? [] : edge('source', from.name, 'group', name),
      ),
      ...groups.flatMap(({ name, derive }) =>
        (derive?.from ?? []).flatMap((from) => edge('group', from.name, 'group', name)),
      ),
      ...views.flatMap((view) => {
        const read = [view.label.group, ...groupsRead(view)].map((group) => group.name)
        return [...new Set(read)].flatMap((group) => edge('group', group, 'view', view.name))
      }),
      ...models.flatMap(({ name, view }) => edge('view', view.name, 'model', name)),
      ...services.flatMap(({ name, model }) => edge('model', model.name, 'service', name)),
    ],
  }
}

function nodesOf(kind: Kind, all: readonly { readonly name: string }[]): GraphReply['nodes'] {
  return all.map(({ name }) => ({ id: `${kind}/${name}`, kind, name }))
}

function edge(fromKind: Kind, from: string, toKind: Kind, to: string): GraphReply['edges'] {
  return [{ from: `${fromKind}/${from}`, to: `${toKind}/${to}` }]
}
