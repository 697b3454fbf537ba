import { useMemo } from 'react'
import type { GraphReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Flow } from '../../kit/flow.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { GraphBox } from '../lineage/graph-box.tsx'
import { graphAround } from './graph-around.ts'

/** Where the rows of a group come from, and all that reads them. */
export function GroupFlow({ name }: { name: string }) {
  const graph = useAsk('getGraph', undefined, { everyMs: 60_000 })
  return (
    <Loaded query={graph} height={160}>
      {(reply) => <Drawn graph={reply} name={name} />}
    </Loaded>
  )
}

function Drawn({ graph, name }: { graph: GraphReply; name: string }) {
  const { nodes, edges } = useMemo(() => {
    const around = graphAround(graph, `group/${name}`)
    return {
      edges: around.edges,
      nodes: around.nodes.map((node) => ({ id: node.id, content: <GraphBox node={node} /> })),
    }
  }, [graph, name])
  if (nodes.length < 2) return <p className="soft">Nothing reads it yet.</p>
  return <Flow title={`What feeds ${name}, and what reads it`} nodes={nodes} edges={edges} />
}
