import { Link } from '@tanstack/react-router'
import type { MonitorSummaryReply } from '../../../api/index.ts'

/** Leads to what is watched; of a model to how it is doing. */
export function WatchedLink({ watches }: { watches: MonitorSummaryReply['watches'] }) {
  const { kind, name } = watches
  switch (kind) {
    case 'model':
      return (
        <Link to="/models/$name/health" params={{ name }}>
          {name}
        </Link>
      )
    case 'group':
      return (
        <Link to="/features/groups/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'dataset':
      return (
        <Link to="/data/datasets/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'service':
      return (
        <Link to="/services/$name" params={{ name }}>
          {name}
        </Link>
      )
  }
}
