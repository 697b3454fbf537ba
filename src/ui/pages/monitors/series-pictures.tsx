import { useCallback, useMemo } from 'react'
import type { MonitorSeriesReply } from '../../../api/index.ts'
import type { AxisEvent, TimeDomain } from '../../charts/axis-event.ts'
import {
  SeriesChart,
  type SeriesLimit,
  type SeriesLine,
  type SeriesPlace,
} from '../../charts/series-chart.tsx'
import { usePageSearch } from '../../page-search.ts'
import { seriesTitle } from './monitor-words.tsx'

type Series = MonitorSeriesReply['series'][number]

/** What is measured and what was estimated of it, in one picture. */
export interface Picture {
  readonly title: string
  readonly series: string
  readonly lines: readonly SeriesLine[]
  readonly limits: readonly SeriesLimit[]
}

const estimated = 'estimated '

/** A picture for each series and slice; an estimate stands beside what came true of it. */
export function picturesOf(all: readonly Series[]): readonly Picture[] {
  const byName = new Map(all.map((own) => [`${own.series}\n${own.slice}`, own]))
  return all.flatMap((own) => {
    const { series, slice } = own
    const truth = byName.get(`${series.slice(estimated.length)}\n${slice}`)
    if (series.startsWith(estimated) && truth !== undefined) return []
    const estimate = byName.get(`${estimated}${series}\n${slice}`)
    const pair = estimate === undefined ? [own] : [own, estimate]
    return [
      {
        title: seriesTitle(series, slice),
        series,
        lines: linesOf(own, estimate),
        limits: pair.flatMap(limitsOf),
      },
    ]
  })
}

function linesOf(own: Series, estimate: Series | undefined): readonly SeriesLine[] {
  if (estimate === undefined) {
    return [{ name: own.series, manner: 'current', points: own.points }]
  }
  return [
    { name: 'estimate', manner: 'estimate', points: estimate.points },
    { name: 'came true', manner: 'truth', points: own.points },
  ]
}

function limitsOf({ limits }: Series): readonly SeriesLimit[] {
  return limits.flatMap(({ severity, atMost, atLeast }) => [
    ...(atMost === null ? [] : [{ value: atMost, side: 'atMost', severity } as const]),
    ...(atLeast === null ? [] : [{ value: atLeast, side: 'atLeast', severity } as const]),
  ])
}

export interface SeriesPicturesProps {
  readonly pictures: readonly Picture[]
  readonly units: ReadonlyMap<string, string>
  readonly events: readonly AxisEvent[]
  readonly domain: TimeDomain
  readonly height?: number
}

/** A click on a point moves the page to the run that measured it. */
export function SeriesPictures({ pictures, units, events, domain, height }: SeriesPicturesProps) {
  const [, setSearch] = usePageSearch()
  const pick = useCallback((place: SeriesPlace) => setSearch({ run: place.runId }), [setSearch])
  const ordered = useMemo(
    // What a rule is about comes first.
    () => pictures.toSorted((a, b) => Number(b.limits.length > 0) - Number(a.limits.length > 0)),
    [pictures],
  )
  return (
    <>
      {ordered.map(({ title, series, lines, limits }) => (
        <SeriesChart
          key={title}
          title={title}
          unit={units.get(series)}
          lines={lines}
          limits={limits}
          events={events}
          domain={domain}
          onPick={pick}
          {...(height === undefined ? {} : { height })}
        />
      ))}
    </>
  )
}
