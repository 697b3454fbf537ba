import { Link } from '@tanstack/react-router'
import type { CheckReportReply } from '../../../api/index.ts'

export interface SubjectLinkProps extends Pick<CheckReportReply, 'kind' | 'subject'> {
  readonly long?: boolean
}

/** What was judged, as a link to it. */
export function SubjectLink({ kind, subject, long = false }: SubjectLinkProps) {
  const text = long ? `All that was found in the ${kind} ${subject}` : subject
  switch (kind) {
    case 'dataset':
      return (
        <Link to="/data/datasets/$name" params={{ name: subject }}>
          {text}
        </Link>
      )
    case 'group':
      return (
        <Link to="/features/groups/$name" params={{ name: subject }}>
          {text}
        </Link>
      )
    case 'table':
      return long ? `What a step has found in ${subject}` : subject
  }
}
