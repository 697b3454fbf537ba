import { Link } from '@tanstack/react-router'
import type { ArtifactReply } from '../../../api/index.ts'
import { Id } from '../../kit/id.tsx'

export interface ArtifactListProps {
  readonly runId: string
  readonly artifacts: readonly ArtifactReply[]
  readonly none: string
}

/** What a run read or made, each a link to where it can be looked at. */
export function ArtifactList({ runId, artifacts, none }: ArtifactListProps) {
  if (artifacts.length === 0) return <p className="soft">{none}</p>
  return (
    <ul className="plain-list">
      {artifacts.map((artifact) => (
        <li key={`${artifact.name} ${artifact.id}`} className="artifact">
          <ArtifactLink runId={runId} artifact={artifact} />
          <span className="soft small">
            {artifact.name} · {artifact.kind}
          </span>
        </li>
      ))}
    </ul>
  )
}

function ArtifactLink({ runId, artifact }: { runId: string; artifact: ArtifactReply }) {
  const [name = ''] = artifact.label.split(/ [#v]\d/)
  switch (artifact.kind) {
    case 'delivery':
      return (
        <Link to="/data/deliveries/$id" params={{ id: artifact.id }}>
          {artifact.label}
        </Link>
      )
    case 'commit':
      return (
        <Link to="/features/groups/$name" params={{ name }}>
          {artifact.label}
        </Link>
      )
    case 'training-set':
      return (
        <Link to="/features/training-sets/$id" params={{ id: artifact.id }}>
          {artifact.label}
        </Link>
      )
    case 'model-version':
      return (
        <Link to="/models/$name" params={{ name }}>
          {artifact.label}
        </Link>
      )
    case 'blob':
      return (
        <a href={`/api/v1/runs/${runId}/artifacts/${encodeURIComponent(artifact.name)}`} download>
          {artifact.label}
        </a>
      )
    case 'predictions':
    case 'value':
      return (
        <span>
          {artifact.label} <Id value={artifact.id} />
        </span>
      )
  }
}
