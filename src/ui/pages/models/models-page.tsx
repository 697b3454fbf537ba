import { Link } from '@tanstack/react-router'
import type { ModelSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber, formatWithUnit } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { RegisteredModels } from './registered-models.tsx'

export function ModelsPage() {
  const models = useAsk('listModels')
  return (
    <>
      <PageHead
        name="Models"
        sentence="Versions never change. An alias such as champion moves between them, through gates."
      />
      <Loaded query={models}>
        {(reply) =>
          reply.models.length === 0 ? (
            <Empty title="No models">
              Define one with <code>defineModel</code>: a view, a learner, gates.
            </Empty>
          ) : (
            <Table
              id="models"
              title="Models"
              columns={columns}
              rows={reply.models}
              rowKey={(model) => model.name}
            />
          )
        }
      </Loaded>
      <RegisteredModels />
    </>
  )
}

const columns: readonly TableColumn<ModelSummaryReply>[] = [
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
    name: 'state',
    title: 'State',
    value: (model) => model.champion?.version ?? null,
    show: (model) => <ModelState model={model} />,
  },
  {
    name: 'metric',
    title: 'Champion, held out',
    value: (model) => model.champion?.metrics[model.metrics[0]?.name ?? ''] ?? null,
    show: championText,
  },
  {
    name: 'baseline',
    title: 'Best baseline',
    value: (model) => bestBaseline(model) ?? null,
    show: (model) => {
      const best = bestBaseline(model)
      return best === undefined ? '–' : formatNumber(best)
    },
    number: true,
    minor: true,
  },
  { name: 'versions', title: 'Versions', value: (model) => model.versionCount, number: true },
  {
    name: 'newest',
    title: 'Newest',
    value: (model) => model.newestVersionAt,
    show: (model) => <Moment at={model.newestVersionAt} />,
  },
  {
    name: 'view',
    title: 'Reads',
    value: (model) => (model.forecast === null ? model.view : 'series'),
    show: (model) =>
      model.forecast === null ? (
        <Link to="/features/views/$name" params={{ name: model.view }}>
          {model.view}
        </Link>
      ) : (
        `series, ${model.forecast.steps} × ${model.forecast.every} ahead`
      ),
    minor: true,
  },
]

export function ModelState({ model }: { model: ModelSummaryReply }) {
  if (model.champion !== null) return <State tone="good">champion v{model.champion.version}</State>
  if (model.versionCount > 0) return <State tone="warn">no champion</State>
  return <State tone="idle">not trained</State>
}

function championText(model: ModelSummaryReply) {
  const metric = model.metrics[0]
  const value = model.champion?.metrics[metric?.name ?? '']
  if (metric === undefined || value === undefined) return '–'
  return `${metric.name} ${formatWithUnit(value, metric.unit)}`
}

function bestBaseline(model: ModelSummaryReply): number | undefined {
  const metric = model.metrics[0]
  if (metric === undefined || model.champion === null) return undefined
  const values = Object.values(model.champion.baselines).flatMap((one) => one[metric.name] ?? [])
  if (values.length === 0) return undefined
  if (metric.better === 'zero') return values.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0]
  return metric.better === 'lower' ? Math.min(...values) : Math.max(...values)
}
