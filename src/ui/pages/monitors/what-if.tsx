import { useMemo, useState } from 'react'
import type { MonitorReply, MonitorSeriesReply, WhatIfReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import type { TimeDomain } from '../../charts/axis-event.ts'
import { SeriesChart, type SeriesLimit } from '../../charts/series-chart.tsx'
import { formatDayAndTime, formatNumber, plural } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { useSettled } from '../../kit/use-settled.ts'
import { usePageSearch } from '../../page-search.ts'
import { seriesTitle } from './found-words.ts'
import type { Stretch } from './stretch.ts'

type Series = MonitorSeriesReply['series'][number]

export interface WhatIfProps {
  readonly monitor: MonitorReply
  readonly series: readonly Series[]
  readonly stretch: Stretch
}

/** Another limit, and how often it would have fired; its choice stands in the address. */
export function WhatIf({ monitor, series, stretch }: WhatIfProps) {
  const [search, setSearch] = usePageSearch()
  const told = useMemo(() => series.filter(({ points }) => points.some(isTold)), [series])
  const byRule = told.find(({ limits }) => limits.length > 0) ?? told[0]
  const chosen = told.find((one) => keyOf(one) === search['try']) ?? byRule
  if (chosen === undefined) {
    return <p className="soft">Nothing was measured in this time that a limit could be tried on.</p>
  }
  return (
    <>
      <label className="field inline">
        <span>What is limited</span>
        <select
          value={keyOf(chosen)}
          onChange={({ target }) =>
            setSearch({ try: target.value, limit: undefined, side: undefined })
          }
        >
          {told.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {seriesTitle(one.series, one.slice)}
            </option>
          ))}
        </select>
      </label>
      <Tried key={keyOf(chosen)} monitor={monitor.name} series={chosen} stretch={stretch} />
    </>
  )
}

function keyOf({ series, slice }: Series): string {
  return slice === '' ? series : `${series} / ${slice}`
}

function isTold({ value }: { value: number | null }): boolean {
  return value !== null
}

const sideChoices = [
  { value: 'atMost', title: 'at most' },
  { value: 'atLeast', title: 'at least' },
] as const

type Side = (typeof sideChoices)[number]['value']

interface TriedProps {
  readonly monitor: string
  readonly series: Series
  readonly stretch: Stretch
}

function Tried({ monitor, series, stretch }: TriedProps) {
  const [search, setSearch] = usePageSearch()
  const [declared] = series.limits
  const side: Side =
    sideOf(search['side']) ?? (typeof declared?.atLeast === 'number' ? 'atLeast' : 'atMost')
  const values = series.points.flatMap(({ value }) => (value === null ? [] : [value]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const usual = declared?.[side] ?? (side === 'atMost' ? most : least)
  const [text, setText] = useState(search['limit'] ?? String(Number(usual.toPrecision(4))))
  const limit = Number(useSettled(text, 250))
  const [lasting, setLasting] = useState('')
  const settledLasting = useSettled(lasting, 400)
  const isLasting = settledLasting === '' || /^\d+(ms|s|m|h|d)$/.test(settledLasting)
  const answer = useAsk(
    'getWhatIf',
    {
      params: { name: monitor },
      query: {
        from: stretch.from,
        series: series.series,
        slice: series.slice,
        [side]: limit,
        ...(settledLasting !== '' && isLasting ? { lasting: settledLasting } : {}),
      },
    },
    { enabled: Number.isFinite(limit), keepOld: true, everyMs: 0 },
  )
  const limits = useMemo(
    (): readonly SeriesLimit[] =>
      Number.isFinite(limit) ? [{ value: limit, side, severity: 'warning', isTried: true }] : [],
    [limit, side],
  )
  const lines = useMemo(
    () => [{ name: series.series, manner: 'current', points: series.points } as const],
    [series],
  )
  const change = (value: string) => {
    setText(value)
    setSearch({ limit: value })
  }
  return (
    <>
      <div className="tried">
        <Choices
          label="Which side"
          choices={sideChoices}
          value={side}
          onChange={(value) => setSearch({ side: value })}
        />
        <label className="field inline">
          <span>limit</span>
          <input
            type="number"
            step="any"
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        </label>
        <input
          type="range"
          aria-label="Limit, by sliding"
          min={least}
          max={most}
          step={(most - least) / 200 || 1}
          value={Number.isFinite(Number(text)) ? Number(text) : least}
          onChange={(event) => change(String(Number(Number(event.target.value).toPrecision(4))))}
        />
        <label className="field inline">
          <span>for</span>
          <input
            size={6}
            placeholder="at once"
            aria-invalid={!isLasting}
            value={lasting}
            onChange={(event) => setLasting(event.target.value)}
          />
        </label>
      </div>
      {isLasting ? null : <p className="small">A length of time is written as 2h or 3d.</p>}
      <Loaded query={answer}>
        {(reply) => <Fired reply={reply} days={stretch.days} side={side} limit={limit} />}
      </Loaded>
      <TriedChart series={series} lines={lines} limits={limits} domain={stretch.domain} />
    </>
  )
}

function sideOf(text: string | undefined): Side | undefined {
  return sideChoices.find(({ value }) => value === text)?.value
}

interface TriedChartProps {
  readonly series: Series
  readonly lines: Parameters<typeof SeriesChart>[0]['lines']
  readonly limits: readonly SeriesLimit[]
  readonly domain: TimeDomain
}

function TriedChart({ series, lines, limits, domain }: TriedChartProps) {
  return (
    <SeriesChart
      title={`${seriesTitle(series.series, series.slice)}, with the limit that is tried`}
      lines={lines}
      limits={limits}
      domain={domain}
      height={160}
    />
  )
}

interface FiredProps {
  readonly reply: WhatIfReply
  readonly days: string
  readonly side: Side
  readonly limit: number
}

function Fired({ reply, days, side, limit }: FiredProps) {
  const { runCount, firedCount, fired } = reply
  const wanted = `at ${side === 'atMost' ? 'most' : 'least'} ${formatNumber(limit)}`
  return (
    <>
      <p role="status">
        With {wanted} it would have fired{' '}
        <strong>{firedCount === 0 ? 'never' : plural(firedCount, 'time')}</strong> in{' '}
        {days === '1' ? 'a day' : `${days} days`} ({plural(runCount, 'window')}).
      </p>
      {fired.length === 0 ? null : (
        <ul className="plain-list soft small">
          {fired.slice(-5).map(({ at, recoveredAt, value }) => (
            <li key={at}>
              {formatDayAndTime(at)} to{' '}
              {recoveredAt === null ? 'now' : formatDayAndTime(recoveredAt)}: up to{' '}
              {formatNumber(value)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
