import { useMemo } from 'react'
import type { ServiceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { ForecastChart } from '../../charts/forecast-chart.tsx'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { usePageSearch } from '../../page-search.ts'
import { wordsOf } from '../../words-of.ts'
import { entityText, forecastPoints } from './forecast-points.ts'

const chartHeight = 340

/** The forecast of a service for one entity, the past beside it. */
export function ForecastPanel({ service }: { service: ServiceReply }) {
  const [search, setSearch] = usePageSearch()
  const entities = service.forecast?.entities ?? []
  const entity = entities.find((one) => entityText(one) === search['for']) ?? entities[0]
  const name = { params: { name: service.model } }
  const forecast = useAsk(
    'getForecast',
    { params: { name: service.name }, query: entity ?? {} },
    { enabled: entity !== undefined, everyMs: 60_000 },
  )
  const observed = useAsk('listObserved', { ...name, query: { limit: 2000 } }, { everyMs: 60_000 })
  const howWeDid = useAsk('getHowWeDid', { ...name, query: { limit: 2000 } }, { everyMs: 60_000 })
  const label = service.output.name
  const points = useMemo(
    () =>
      forecast.data === undefined || entity === undefined
        ? []
        : forecastPoints({
            forecast: forecast.data,
            label,
            entity,
            observed: observed.data,
            howWeDid: howWeDid.data,
            pastDays: 10,
          }),
    [forecast.data, observed.data, howWeDid.data, entity, label],
  )
  if (entity === undefined) return <NoForecast service={service} />
  return (
    <Loaded query={forecast} height={chartHeight}>
      {(reply) => (
        <>
          <ForecastChart
            title={`${wordsOf(label)} at ${entityText(entity)}`}
            label={wordsOf(label).toLowerCase()}
            unit={service.output.unit}
            points={points}
            height={chartHeight}
            tools={
              entities.length < 2 ? null : (
                <Choices
                  label="Forecast for"
                  choices={entities.map(entityText).map((value) => ({ value, title: value }))}
                  value={entityText(entity)}
                  onChange={(value) => setSearch({ for: value })}
                />
              )
            }
          />
          <p className="chart-note">
            Made <Moment at={reply.madeAt} /> by {reply.model} version {reply.version}.{' '}
            {points.some((point) => point.error !== undefined)
              ? 'The band is the mean error that we had so many days ahead.'
              : 'A band will show our mean error once predictions have come true.'}
          </p>
        </>
      )}
    </Loaded>
  )
}

function NoForecast({ service }: { service: ServiceReply }) {
  return (
    <Empty title="No forecast yet" command={`swell train ${service.model}`}>
      {service.version === null
        ? `No version of ${service.model} is ${service.alias}, so that ${service.name} has nothing to say. Train one and promote it.`
        : 'Nothing was predicted yet. The next run of the pipeline will.'}
    </Empty>
  )
}
