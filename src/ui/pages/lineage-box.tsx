import { Link } from '@tanstack/react-router'
import type { Cell, LineageNodeReply } from '../../api/index.ts'
import { formatBytes } from '../format.ts'
import { Moment } from '../kit/moment.tsx'
import { cellText } from './cell-text.tsx'
import { wordsOf } from '../words-of.ts'

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
          {detailText(name, value)}
        </span>
      ))}
    </>
  )
}

function detailText(name: string, value: Cell): string {
  const words = wordsOf(name.replace(/Bytes$/, '')).toLowerCase()
  if (name.endsWith('Bytes') && typeof value === 'number') return `${words} ${formatBytes(value)}`
  if (name === 'digest' || name === 'fingerprint') return `${words} ${String(value).slice(0, 8)}`
  if (typeof value === 'boolean') return value ? words : `not ${words}`
  return `${words} ${cellText(value)}`
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
