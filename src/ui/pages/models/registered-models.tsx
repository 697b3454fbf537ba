import { Link } from '@tanstack/react-router'
import type { RegisteredModelSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

/** Models that stand in the registry and not in the project: nothing where there are none. */
export function RegisteredModels() {
  const { data } = useAsk('listRegisteredModels')
  if (data === undefined || data.models.length === 0) return null
  return (
    <Section
      title="Registered by programs"
      sentence="What clients of MLflow have registered; the project does not define them."
    >
      <Table
        id="registered-models"
        title="Registered models"
        columns={columns}
        rows={data.models}
        rowKey={(model) => model.name}
      />
    </Section>
  )
}

const columns: readonly TableColumn<RegisteredModelSummaryReply>[] = [
  {
    name: 'name',
    title: 'Model',
    value: (model) => model.name,
    show: (model) => (
      <Link to="/models/$name" params={{ name: model.name }}>
        {model.name}
      </Link>
    ),
  },
  {
    name: 'aliases',
    title: 'Aliases',
    value: (model) => aliasText(model.aliases),
    show: (model) => aliasText(model.aliases) || '–',
  },
  { name: 'versions', title: 'Versions', value: (model) => model.versionCount, number: true },
  {
    name: 'newest',
    title: 'Newest',
    value: (model) => model.newestVersionAt,
    show: (model) => <Moment at={model.newestVersionAt} />,
  },
  {
    name: 'description',
    title: 'Description',
    value: (model) => model.description ?? '',
    minor: true,
  },
]

function aliasText(aliases: Readonly<Record<string, number>>): string {
  return Object.entries(aliases)
    .map(([alias, version]) => `${alias} v${version}`)
    .join(', ')
}
