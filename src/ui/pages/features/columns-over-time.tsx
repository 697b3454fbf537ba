import { useMemo } from 'react'
import type { ColumnReply, GroupReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { ColumnChart } from '../../charts/column-chart.tsx'
import { formatNumber, formatWithUnit, plural } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { usePageSearch } from '../../page-search.ts'
import {
  isSteady,
  seriesOfCommits,
  seriesOfWindows,
  shiftOf,
  stabilityOf,
  type ColumnSeries,
} from '../../charts/column-series.ts'

/** Stretches of event time, and how long before them a reference is taken. */
const stretches = {
  days: { window: '1d', count: 14, reference: '28d', before: '28 days' },
  weeks: { window: '7d', count: 12, reference: '84d', before: '12 weeks' },
  months: { window: '28d', count: 12, reference: '336d', before: '12 × 4 weeks' },
} as const
type Stretch = keyof typeof stretches

const choices = [
  { value: 'commits', title: 'by commit' },
  { value: 'days', title: 'days' },
  { value: 'weeks', title: 'weeks' },
  { value: 'months', title: '4 weeks' },
]

/** Fewer commits than this tell less than the rows' own time does. */
const enoughCommits = 8

/** A small picture for each column: what its values were like, by commit or by event time. */
export function ColumnsOverTime({ group }: { group: GroupReply }) {
  const [search, setSearch] = usePageSearch()
  const byDefault = group.commitCount < enoughCommits ? 'weeks' : 'commits'
  const told = choices.find(({ value }) => value === search['by'])?.value
  const chosen = told ?? byDefault
  const stretch = chosen === 'commits' ? undefined : (chosen as Stretch)
  return (
    <Section
      title="Columns over time"
      sentence={
        stretch === undefined
          ? 'What each commit brought: the mean, a deviation to either side, smallest and largest.'
          : `What is true now, by ${group.time}: the mean, where eight tenths of the values lie, smallest and largest; of texts the commonest. Dashed: the mean of the ${stretches[stretch].before} before.`
      }
      aside={
        <Choices
          label="Statistics by"
          choices={choices}
          value={chosen}
          onChange={(value) => setSearch({ by: value })}
        />
      }
    >
      {stretch === undefined ? (
        <ByCommit group={group} />
      ) : (
        <ByWindow group={group} stretch={stretch} />
      )}
    </Section>
  )
}

function ByCommit({ group }: { group: GroupReply }) {
  const query = { limit: 200 }
  const commits = useAsk('listGroupCommits', { params: { name: group.name }, query })
  return (
    <Loaded query={commits} height={320}>
      {(reply) => <Multiples group={group} series={seriesOfCommits(reply.commits)} />}
    </Loaded>
  )
}

function ByWindow({ group, stretch }: { group: GroupReply; stretch: Stretch }) {
  const { window, count, reference } = stretches[stretch]
  const input = { params: { name: group.name }, query: { window, count, reference } }
  const statistics = useAsk('getGroupStatistics', input, { everyMs: 0 })
  return (
    <Loaded query={statistics} height={320}>
      {(reply) => (
        <Multiples group={group} series={seriesOfWindows(reply.windows, reply.reference)} />
      )}
    </Loaded>
  )
}

/** More small pictures than a person looks at. */
const mostShown = 24

function Multiples({ group, series }: { group: GroupReply; series: readonly ColumnSeries[] }) {
  const [search, setSearch] = usePageSearch()
  const all = search['all'] === 'columns'
  const wanted = search['column']
  const { shown, hiddenCount, steady } = useMemo(() => {
    const rest = series.filter(
      ({ column, isNumber }) =>
        // The mean of a key's numbers says nothing.
        column !== group.time && !(isNumber && group.key.includes(column)),
    )
    const steady = rest.filter((one) => isSteady(one) && one.column !== wanted)
    const told = rest.filter((one) => !steady.includes(one))
    const numbersFirst = told.toSorted((a, b) => Number(b.isNumber) - Number(a.isNumber))
    const first = numbersFirst.filter(
      ({ column }, at) => all || at < mostShown || column === wanted,
    )
    return { shown: first, hiddenCount: told.length - first.length, steady }
  }, [series, group.time, group.key, all, wanted])
  return (
    <>
      <div className="multiples">
        {shown.map((one) => (
          <Multiple
            key={one.column}
            series={one}
            about={group.columns.find(({ name }) => name === one.column)}
            chosen={one.column === wanted}
          />
        ))}
      </div>
      {steady.length === 0 ? null : (
        <p className="soft small">Steady throughout: {steady.map(describeSteady).join(', ')}.</p>
      )}
      {hiddenCount === 0 ? null : (
        <button type="button" className="button" onClick={() => setSearch({ all: 'columns' })}>
          Show {hiddenCount} more columns
        </button>
      )}
    </>
  )
}

interface MultipleProps {
  readonly series: ColumnSeries
  readonly about: ColumnReply | undefined
  readonly chosen: boolean
}

function Multiple({ series, about, chosen }: MultipleProps) {
  const sentence = describeSeries(series, about?.unit)
  return (
    <div className={chosen ? 'multiple chosen' : 'multiple'}>
      <ColumnChart series={series} about={about} sentence={sentence} />
      <p className="soft small">
        {sentence} <StabilityState stability={stabilityOf(series)} />
      </p>
    </div>
  )
}

/** Usual readings of the population stability index. */
const shifted = 0.1
const greatlyShifted = 0.25

function StabilityState({ stability }: { stability: number | undefined }) {
  if (stability === undefined || stability < shifted) return null
  const title = `Its population stability index against the time before is ${formatNumber(stability)}.`
  return (
    <span title={title}>
      <State tone={stability < greatlyShifted ? 'warn' : 'bad'}>
        {stability < greatlyShifted ? 'lies otherwise' : 'lies quite otherwise'}
      </State>
    </span>
  )
}

function describeSteady({ column, points }: ColumnSeries): string {
  const point = points.findLast(({ rowCount }) => rowCount > 0)
  if (point === undefined) return column
  if (point.missingShare === 1) return `${column} (always missing)`
  return `${column} (about ${plural(point.distinct ?? 0, 'value')})`
}

function describeSeries(series: ColumnSeries, unit: string | undefined): string {
  const newest = series.points.findLast(({ rowCount }) => rowCount > 0)
  if (newest === undefined) return 'No rows.'
  const shift = shiftOf(series)
  const missing = Math.max(...series.points.map(({ missingShare }) => missingShare))
  return [
    newest.mean === null
      ? `Newest: about ${formatNumber(newest.distinct ?? 0)} different values`
      : `Newest mean ${formatWithUnit(newest.mean, unit)}`,
    ...(shift === undefined ? [] : [`${signed(shift)} deviations from before`]),
    ...(missing === 0 ? [] : [`up to ${formatNumber(100 * missing)} % missing`]),
  ].join(', ')
}

function signed(value: number): string {
  const text = formatNumber(Number(value.toFixed(2)))
  return value > 0 && text !== '0' ? `+${text}` : text
}
