import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { GraphReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Flow } from '../../kit/flow.tsx'
import { Loaded } from '../../kit/loaded.tsx'

/** The project as a picture: sources, groups, views, models, services. */
export function ProjectFlow() {
  const graph = useAsk('getGraph', undefined, { everyMs: 60_000 })
  return <Loaded query={graph}>{(reply) => <Drawn graph={reply} />}</Loaded>
}

function Drawn({ graph }: { graph: GraphReply }) {
  const nodes = useMemo(
    () =>
      graph.nodes
        .filter((node) => graph.edges.some(({ from, to }) => from === node.id || to === node.id))
        .map((node) => ({ id: node.id, content: <Box node={node} /> })),
    [graph],
  )
  if (nodes.length === 0) {
    return <p className="soft">The project defines nothing that feeds anything yet.</p>
  }
  return <Flow title="What feeds what in the project" nodes={nodes} edges={graph.edges} />
}

function Box({ node }: { node: GraphReply['nodes'][number] }) {
  return (
    <>
      <span className="kind">{node.kind}</span>
      <BoxLink node={node} />
    </>
  )
}

function BoxLink({ node: { kind, name } }: { node: GraphReply['nodes'][number] }) {
  switch (kind) {
    case 'source':
      return (
        <Link to="/data" search={{ source: name }}>
          {name}
        </Link>
      )
    case 'group':
      return (
        <Link to="/features/groups/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'view':
      return (
        <Link to="/features/views/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'model':
      return (
        <Link to="/models/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'service':
      return (
        <Link to="/services/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'pipeline':
      return (
        <Link to="/pipelines/$name" params={{ name }}>
          {name}
        </Link>
      )
  }
}
