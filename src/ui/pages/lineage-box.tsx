import { Link } from '@tanstack/react-router'
import type { LineageNodeReply } from '../../api/index.ts'
import { Moment } from '../kit/moment.tsx'
import { cellText } from './cell-text.tsx'

/** One thing on the way to a prediction, with a link to it where it has a page. */
export function LineageBox({ node, chosen }: { node: LineageNodeReply; chosen: boolean }) {
  const details = Object.entries(node.details).filter(([name]) => name !== 'id')
  return (
    <>
      <span className={chosen ? 'kind chosen' : 'kind'}>{node.kind.replace('-', ' ')}</span>
      <LineageLink node={node} />
      {node.at === null ? null : (
        <span className="small">
          <Moment at={node.at} />
        </span>
      )}
      {details.slice(0, 3).map(([name, value]) => (
        <span key={name} className="small">
          {name} {cellText(value)}
        </span>
      ))}
    </>
  )
}

function LineageLink({ node }: { node: LineageNodeReply }) {
  const id = typeof node.details['id'] === 'string' ? node.details['id'] : node.id
  const [name = ''] = node.label.split(/ [#v]\d/)
  switch (node.kind) {
    case 'source':
      return (
        <Link to="/data" search={{ source: node.label }}>
          {node.label}
        </Link>
      )
    case 'delivery':
      return id.includes('_') ? (
        <Link to="/data/deliveries/$id" params={{ id }}>
          {node.label}
        </Link>
      ) : (
        <span>{node.label}</span>
      )
    case 'commit':
      return (
        <Link to="/features/groups/$name" params={{ name }}>
          {node.label}
        </Link>
      )
    case 'training-set':
      return (
        <Link to="/features/views/$name" params={{ name }}>
          {node.label}
        </Link>
      )
    case 'run':
      return id.includes('_') ? (
        <Link to="/runs/$id" params={{ id }}>
          {node.label}
        </Link>
      ) : (
        <span>{node.label}</span>
      )
    case 'model-version':
      return (
        <Link to="/models/$name" params={{ name }}>
          {node.label}
        </Link>
      )
    case 'prediction':
    case 'feature-row':
    case 'code':
      return <strong>{node.label}</strong>
  }
}
