import { Link } from '@tanstack/react-router'
import type { FeatureReply, ViewReply } from '../../../api/index.ts'
import type { FlowEdge } from '../../kit/flow-layers.ts'
import type { FlowNode } from '../../kit/flow.tsx'

/** Groups, features and the view as boxes and what leads to what. */
export function viewFlow(view: ViewReply): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const groups = view.groups.map((name) => ({
    id: `group ${name}`,
    content: (
      <>
        <span className="kind">group</span>
        <Link to="/features/groups/$name" params={{ name }}>
          {name}
        </Link>
      </>
    ),
  }))
  const features = view.features.map((feature) => ({
    id: `feature ${feature.name}`,
    content: (
      <>
        <span>{feature.name}</span>
        <span className="small">{feature.how}</span>
      </>
    ),
  }))
  const self = {
    id: 'view',
    content: (
      <>
        <span className="kind">view</span>
        <strong>{view.name}</strong>
        <span className="small">label {view.label.column.name}</span>
      </>
    ),
  }
  return {
    nodes: [...groups, ...features, self],
    edges: [{ from: `group ${view.label.group}`, to: 'view' }, ...view.features.flatMap(edgesOf)],
  }
}

function edgesOf(feature: FeatureReply): FlowEdge[] {
  const to = `feature ${feature.name}`
  const into = feature.from.map((name) => ({
    from: name.includes('.') ? `group ${name.split('.')[0] ?? ''}` : `feature ${name}`,
    to,
  }))
  const unique = into.filter(
    (edge, index) => into.findIndex((other) => other.from === edge.from) === index,
  )
  return [...unique, { from: to, to: 'view' }]
}
