import { Link } from '@tanstack/react-router'
import type { DeliveryReply } from '../../../api/index.ts'
import { formatBytes } from '../../format.ts'
import { Moment } from '../../kit/moment.tsx'
import { State } from '../../kit/state.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

export const deliveryColumns: readonly TableColumn<DeliveryReply>[] = [
  {
    name: 'name',
    title: 'File',
    value: (delivery) => delivery.name,
    show: (delivery) => (
      <Link to="/data/deliveries/$id" params={{ id: delivery.id }}>
        {delivery.name}
      </Link>
    ),
  },
  { name: 'source', title: 'Source', value: (delivery) => delivery.source, minor: true },
  {
    name: 'status',
    title: 'State',
    value: (delivery) => delivery.status,
    show: (delivery) => <DeliveryState delivery={delivery} />,
  },
  {
    name: 'readAt',
    title: 'Read',
    value: (delivery) => delivery.readAt,
    show: (delivery) => <Moment at={delivery.readAt} />,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: (delivery) => delivery.sizeBytes,
    show: (delivery) => formatBytes(delivery.sizeBytes),
    number: true,
    minor: true,
  },
  {
    name: 'digest',
    title: 'SHA-256',
    value: (delivery) => delivery.digest,
    show: (delivery) => (
      <code className="soft" title={delivery.digest}>
        {delivery.digest.slice(0, 8)}
      </code>
    ),
    minor: true,
  },
  { name: 'reason', title: 'Why refused', value: (delivery) => delivery.reason ?? '', long: true },
]

export function DeliveryState({ delivery }: { delivery: Pick<DeliveryReply, 'status'> }) {
  if (delivery.status === 'refused') return <State tone="bad">refused</State>
  return <State tone="good">accepted</State>
}
