import { Link } from '@tanstack/react-router'
import type { MonitorSummaryReply } from '../../../api/index.ts'

type Watches = MonitorSummaryReply['watches']

const pages: Readonly<Record<Watches['kind'], (name: string) => string>> = {
  model: (name) => `/models/${name}/health`,
  group: (name) => `/features/groups/${name}`,
  dataset: (name) => `/data/datasets/${name}`,
  service: (name) => `/services/${name}`,
}

/** Leads to what is watched; of a model to how it is doing. */
export function WatchedLink({ watches: { kind, name } }: { watches: Watches }) {
  return <Link to={pages[kind](encodeURIComponent(name))}>{name}</Link>
}
