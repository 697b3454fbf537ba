import { Link } from '@tanstack/react-router'
import type { GraphReply } from '../../../api/index.ts'

/** A definition of the project in a drawing: what it is, and its name as a link. */
export function GraphBox({ node }: { node: GraphReply['nodes'][number] }) {
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
