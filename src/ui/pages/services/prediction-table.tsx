import { Link } from '@tanstack/react-router'
import type { ServiceReply, StoredPredictionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatMoment } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { cellText } from '../lineage/cell-text.ts'
import { entityText } from './forecast-points.ts'

/** What a service said lately, each with a link to why. */
export function PredictionTable({ service }: { service: ServiceReply }) {
  const predictions = useAsk('listPredictions', {
    params: { name: service.name },
    query: { limit: 500 },
  })
  return (
    <Loaded query={predictions} height={240}>
      {(reply) =>
        reply.predictions.length === 0 ? (
          <Empty title="Nothing was asked yet">Every answer is stored with its inputs.</Empty>
        ) : (
          <Table
            id="predictions"
            title={`Predictions of ${service.name}`}
            columns={columnsOf(service)}
            rows={reply.predictions}
            rowKey={(prediction) => prediction.id}
            totalCount={service.predictionCount}
          />
        )
      }
    </Loaded>
  )
}

function columnsOf(service: ServiceReply): TableColumn<StoredPredictionReply>[] {
  return [
    { name: 'entity', title: 'For', value: (prediction) => entityText(prediction.entity) },
    {
      name: 'at',
      title: 'Moment',
      value: (prediction) => prediction.at,
      show: (prediction) => (
        <time dateTime={prediction.at} title={formatMoment(prediction.at)}>
          {formatDayAndTime(prediction.at)}
        </time>
      ),
    },
    {
      name: 'value',
      title: service.output.name,
      unit: service.output.unit,
      value: (prediction) => prediction.value,
      number: true,
    },
    {
      name: 'why',
      title: 'Lineage',
      value: (prediction) => prediction.id,
      show: (prediction) => (
        <Link to="/predictions/$id/why" params={{ id: prediction.id }}>
          Why?
        </Link>
      ),
    },
    {
      name: 'madeAt',
      title: 'Said',
      value: (prediction) => prediction.madeAt,
      show: (prediction) => <Moment at={prediction.madeAt} />,
      minor: true,
    },
    {
      name: 'version',
      title: 'Version',
      value: (prediction) => `v${prediction.version}`,
      minor: true,
    },
    {
      name: 'features',
      title: 'Given',
      value: (prediction) => featuresText(prediction),
      minor: true,
      long: true,
    },
  ]
}

/** The why of a prediction tells all of them. */
const mostFeatures = 12

function featuresText(prediction: StoredPredictionReply): string {
  const features = Object.entries(prediction.features)
  const more = features.length > mostFeatures ? `, and ${features.length - mostFeatures} more` : ''
  const shown = features.slice(0, mostFeatures)
  return shown.map(([name, value]) => `${name} ${cellText(value)}`).join(', ') + more
}
