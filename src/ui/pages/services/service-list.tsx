import { Link } from '@tanstack/react-router'
import type { ServiceReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Moment } from '../../kit/moment.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

const columns: readonly TableColumn<ServiceReply>[] = [
  {
    name: 'name',
    title: 'Service',
    value: (service) => service.name,
    show: (service) => (
      <Link to="/services/$name" params={{ name: service.name }}>
        {service.name}
      </Link>
    ),
  },
  {
    name: 'state',
    title: 'State',
    value: (service) => service.version,
    show: (service) => <ServiceState service={service} />,
  },
  {
    name: 'model',
    title: 'Model',
    value: (service) => `${service.model} ${service.version ?? ''}`,
    show: (service) => (
      <Link to="/models/$name" params={{ name: service.model }}>
        {service.model}
        {service.version === null ? '' : ` v${service.version}`}
      </Link>
    ),
  },
  {
    name: 'since',
    title: 'Since',
    value: (service) => service.versionSince,
    show: (service) => <Moment at={service.versionSince} />,
    minor: true,
  },
  {
    name: 'requests',
    title: 'Requests',
    value: (service) => service.requestCount,
    show: (service) => formatCount(service.requestCount),
    number: true,
  },
]

export function ServiceList({ services }: { services: readonly ServiceReply[] }) {
  if (services.length === 0) {
    return (
      <Empty title="No services">
        A service puts a model behind an address. Define one with <code>defineService</code>.
      </Empty>
    )
  }
  return (
    <Table
      id="services"
      title="Services"
      columns={columns}
      rows={services}
      rowKey={(service) => service.name}
    />
  )
}

export function ServiceState({ service }: { service: ServiceReply }) {
  if (service.version === null) return <State tone="warn">mute</State>
  return <State tone="good">serving</State>
}
