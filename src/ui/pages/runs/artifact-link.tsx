import { Link } from '@tanstack/react-router'
import type { ArtifactReply } from '../../../api/index.ts'
import { Id } from '../../kit/id.tsx'

export interface ArtifactLinkProps {
  readonly runId: string
  readonly artifact: ArtifactReply & { readonly address?: string | null }
}

/** A link to where something that a run read or made can be looked at. */
export function ArtifactLink({ runId, artifact }: ArtifactLinkProps) {
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
        <a
          href={
            artifact.address ??
            `/api/v1/runs/${runId}/artifacts/${encodeURIComponent(artifact.name)}`
          }
          download
        >
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
