import { Link } from '@tanstack/react-router'
import type { FeatureReply, GraphReply, ViewReply } from '../../../api/index.ts'
import { plural } from '../../format.ts'
import type { FlowEdge } from '../../kit/flow-layers.ts'
import type { FlowNode } from '../../kit/flow.tsx'
import { GraphBox } from '../lineage/graph-box.tsx'
import { graphAround } from './graph-around.ts'

interface Drawn {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
}

/** More boxes than a person follows: features of the same groups then share one. */
const mostBoxes = 14

/** Groups, features, the view, its models and their services, and what leads to what. */
export function viewFlow(view: ViewReply, graph: GraphReply | undefined): Drawn {
  const below = readersOf(view, graph)
  const features = view.features.length > mostBoxes ? bundled(view) : single(view)
  const read = new Set(features.edges.map(({ from }) => from))
  const groups = view.groups.map((name) => ({
    id: groupId(name),
    content: <GraphBox node={{ id: groupId(name), kind: 'group', name }} />,
  }))
  const request = read.has(requestId)
    ? [{ id: requestId, content: <span className="kind">the request</span> }]
    : []
  const self = {
    id: viewId(view.name),
    content: (
      <>
        <span className="kind">view</span>
        <strong>{view.name}</strong>
        <span className="small">label {view.label.column.name}</span>
      </>
    ),
  }
  return {
    nodes: [...groups, ...request, ...features.nodes, self, ...below.nodes],
    edges: [{ from: groupId(view.label.group), to: self.id }, ...features.edges, ...below.edges],
  }
}

function readersOf({ name }: ViewReply, graph: GraphReply | undefined): Drawn {
  if (graph === undefined) return { nodes: [], edges: [] }
  const { nodes, edges } = graphAround(graph, viewId(name))
  const readers = nodes.filter(({ kind }) => kind === 'model' || kind === 'service')
  const known = new Set([viewId(name), ...readers.map(({ id }) => id)])
  return {
    nodes: readers.map((node) => ({ id: node.id, content: <GraphBox node={node} /> })),
    edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)),
  }
}

const requestId = 'request'

function groupId(name: string): string {
  return `group/${name}`
}

function viewId(name: string): string {
  return `view/${name}`
}

function single(view: ViewReply): Drawn {
  const names = new Set(view.features.map(({ name }) => name))
  return {
    nodes: view.features.map((feature) => ({
      id: `feature ${feature.name}`,
      content: (
        <>
          <Link
            to="."
            search={((old: object) => ({ ...old, feature: feature.name })) as never}
            resetScroll={false}
          >
            {feature.name}
          </Link>
          <span className="small">{feature.how}</span>
        </>
      ),
    })),
    edges: view.features.flatMap((feature) => {
      const to = `feature ${feature.name}`
      const into = [...new Set(feature.from.map((origin) => originId(feature, origin, names)))]
      return [...into.map((from) => ({ from, to })), { from: to, to: viewId(view.name) }]
    }),
  }
}

function originId({ kind }: FeatureReply, origin: string, names: ReadonlySet<string>): string {
  if (kind === 'request') return requestId
  return names.has(origin) ? `feature ${origin}` : groupId(origin.split('.')[0] ?? '')
}

function bundled(view: ViewReply): Drawn {
  const bundles = Map.groupBy(view.features, ({ columns, kind }) =>
    kind === 'request'
      ? requestId
      : [...new Set(columns.map((column) => column.split('.')[0] ?? ''))].toSorted().join(', '),
  )
  const drawn = [...bundles].map(([groups, features]) => ({
    id: `features of ${groups}`,
    from: groups === requestId ? [requestId] : groups.split(', ').map(groupId),
    features,
  }))
  return {
    nodes: drawn.map(({ id, features }) => ({
      id,
      content: (
        <>
          <span>{plural(features.length, 'feature')}</span>
          <span className="small">{namesOf(features)}</span>
        </>
      ),
    })),
    edges: drawn.flatMap(({ id, from }) => [
      ...from.map((origin) => ({ from: origin, to: id })),
      { from: id, to: viewId(view.name) },
    ]),
  }
}

const namesTold = 4

function namesOf(features: readonly FeatureReply[]): string {
  const told = features.slice(0, namesTold).map(({ name }) => name)
  return [...told, ...(features.length > namesTold ? ['…'] : [])].join(', ')
}
