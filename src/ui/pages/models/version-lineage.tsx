import type { ModelVersionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Flow } from '../../kit/flow.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { LineageBox } from '../lineage/lineage-box.tsx'

export interface VersionLineageProps {
  readonly version: Pick<ModelVersionReply, 'model' | 'version'>
}

/** Where a version came from and what it serves. */
export function VersionLineage({ version: { model, version } }: VersionLineageProps) {
  const lineage = useAsk('getVersionLineage', { params: { name: model, version } })
  return (
    <Section
      title="From the source files to the services"
      sentence="Each box came from what stands before it."
    >
      <Loaded query={lineage} height={160}>
        {(reply) => (
          <Flow
            title={`Lineage of version ${version}`}
            nodes={reply.nodes.map((node) => ({
              id: node.id,
              content: <LineageBox node={node} />,
            }))}
            edges={reply.edges}
          />
        )}
      </Loaded>
    </Section>
  )
}
