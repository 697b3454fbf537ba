import { Link } from '@tanstack/react-router'
import { Moment } from '../../kit/moment.tsx'

/** When something ran last, as the way to that run. */
export function LastRunLink({ run }: { run: { id: string; startedAt: string } | null }) {
  if (run === null) return 'never'
  return (
    <Link to="/runs/$id" params={{ id: run.id }}>
      <Moment at={run.startedAt} />
    </Link>
  )
}
