import { Link } from '@tanstack/react-router'
import type { ObjectiveReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { MonitorState } from './monitor-words.tsx'
import './monitors.css'

/** What services promise, and how much of what may go wrong is left; nothing where none is declared. */
export function ObjectiveList() {
  const objectives = useAsk('listObjectives')
  if (objectives.data?.objectives.length === 0) return null
  return (
    <Section title="What services promise">
      <Loaded query={objectives}>
        {(reply) => (
          <Table
            id="objectives"
            title="Objectives of services"
            columns={columns}
            rows={reply.objectives}
            rowKey={({ name }) => name}
          />
        )}
      </Loaded>
    </Section>
  )
}

const columns: readonly TableColumn<ObjectiveReply>[] = [
  {
    name: 'state',
    title: 'State',
    value: ({ state }) => state,
    show: ({ state }) => <MonitorState state={state} />,
  },
  { name: 'sentence', title: 'Objective', value: ({ sentence }) => sentence, long: true },
  {
    name: 'service',
    title: 'Service',
    value: ({ service }) => service,
    show: ({ service }) => (
      <Link to="/services/$name" params={{ name: service }}>
        {service}
      </Link>
    ),
  },
  {
    name: 'goodShare',
    title: 'Kept',
    unit: '%',
    value: ({ goodShare }) => (goodShare === null ? null : 100 * goodShare),
    number: true,
  },
  {
    name: 'budgetLeft',
    title: 'Error budget left',
    value: ({ budgetLeft }) => budgetLeft,
    show: ({ budgetLeft }) => <Budget left={budgetLeft} />,
  },
  {
    name: 'burning',
    title: 'Burns',
    value: ({ burnRates }) => burnRates.filter(({ burning }) => burning).length,
    show: ({ burnRates }) => burnWords(burnRates),
    minor: true,
  },
]

function Budget({ left }: { left: number | null }) {
  if (left === null) return <span className="soft">no requests yet</span>
  const percent = Math.round(100 * left)
  return (
    <>
      <div className="budget" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </div>
      {percent < 0 ? `overspent by ${-percent} %` : `${percent} %`}
    </>
  )
}

function burnWords(rates: ObjectiveReply['burnRates']): string {
  const fastest = rates
    .filter(({ burning }) => burning)
    .toSorted((a, b) => (b.long ?? 0) - (a.long ?? 0))[0]
  return fastest === undefined
    ? 'no faster than it may'
    : `${formatNumber(fastest.long ?? 0)} × as fast`
}
