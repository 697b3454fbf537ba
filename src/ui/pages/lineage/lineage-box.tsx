import { Link } from '@tanstack/react-router'
import type { LineageNodeReply } from '../../../api/index.ts'
import { Moment } from '../../kit/moment.tsx'
import { detailText } from './detail-text.ts'
import { lineageTarget } from './lineage-target.ts'

export interface LineageBoxProps {
  readonly node: LineageNodeReply
  /** For the prediction itself: what it said. */
  readonly said?: string
}

const mostDetails = 3

/** One thing on the way to a prediction, with a link to it where it has a page. */
export function LineageBox({ node, said }: LineageBoxProps) {
  const target = lineageTarget(node)
  const details = Object.entries(node.details).filter(([name]) => name !== 'id')
  return (
    <>
      <span className={said === undefined ? 'kind' : 'kind chosen'}>
        {node.kind.replace('-', ' ')}
      </span>
      {target === undefined ? (
        <strong>{said ?? node.label}</strong>
      ) : (
        <Link to={target.to} search={target.search ?? {}}>
          {node.label}
        </Link>
      )}
      {node.at === null ? null : (
        <span className="small">
          <Moment at={node.at} />
        </span>
      )}
      {details.slice(0, mostDetails).map(([name, value]) => (
        <span key={name} className="small">
          {detailText(name, value)}
        </span>
      ))}
    </>
  )
}
