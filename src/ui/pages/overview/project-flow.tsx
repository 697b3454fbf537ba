import { useMemo } from 'react'
import type { GraphReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Flow } from '../../kit/flow.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { GraphBox } from '../lineage/graph-box.tsx'

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
        .map((node) => ({ id: node.id, content: <GraphBox node={node} /> })),
    [graph],
  )
  if (nodes.length === 0) {
    return <p className="soft">The project defines nothing that feeds anything yet.</p>
  }
  return <Flow title="What feeds what in the project" nodes={nodes} edges={graph.edges} />
}
