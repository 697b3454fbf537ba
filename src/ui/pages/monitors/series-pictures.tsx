import { useCallback, useMemo } from 'react'
import type { MonitorSeriesReply } from '../../../api/index.ts'
import type { AxisEvent, TimeDomain } from '../../charts/axis-event.ts'
import { colourOf, shadeOf } from '../../charts/colour-of.ts'
import {
  SeriesChart,
  type SeriesLimit,
  type SeriesLine,
  type SeriesPlace,
} from '../../charts/series-chart.tsx'
import { usePageSearch } from '../../page-search.ts'
import { leadMsOf } from './found-words.ts'

type Series = MonitorSeriesReply['series'][number]

/** What is drawn together: a series with its estimate, or one by the values of a column. */
export interface Picture {
  readonly title: string
  readonly series: string
  /** The column that it is apart by. */
  readonly by: string | undefined
  readonly lines: readonly SeriesLine[]
  readonly limits: readonly SeriesLimit[]
}

const estimated = 'estimated '

/** A picture for each series, an estimate beside what came true of it; slices by their column in one. */
export function picturesOf(all: readonly Series[]): readonly Picture[] {
  // These stand in the table of what was taken for what.
  const drawn = all.filter(({ series }) => !series.startsWith('confusion '))
  return [...wholePictures(drawn.filter(({ slice }) => slice === '')), ...slicePictures(drawn)]
}

function wholePictures(all: readonly Series[]): readonly Picture[] {
  const byName = new Map(all.map((own) => [own.series, own]))
  return all.flatMap((own) => {
    const { series } = own
    const isPaired = series.startsWith(estimated) && byName.has(series.slice(estimated.length))
    if (isPaired) return []
    const estimate = byName.get(`${estimated}${series}`)
    const pair = estimate === undefined ? [own] : [own, estimate]
    const lines = linesOf(own, estimate)
    return [{ title: series, series, by: undefined, lines, limits: pair.flatMap(limitsOf) }]
  })
}

/** More lines than can be told apart: of categories by their colours, of days ahead by their order. */
const mostLines = { category: 8, ahead: 14 } as const

function slicePictures(all: readonly Series[]): readonly Picture[] {
  const sliced = all.filter(({ slice }) => slice !== '')
  const groups = Map.groupBy(sliced, ({ series, slice }) => `${series} by ${columnOf(slice)}`)
  return [...groups].flatMap(([title, group]) => {
    const [first] = group
    if (first === undefined) return []
    const isAhead = group.every(({ slice }) => leadMsOf(slice) !== undefined)
    const own = isAhead ? leads(group) : categories(group)
    const lines = own.map(({ slice, points }, at) => ({
      name: slice.slice(columnOf(slice).length + 1),
      manner: 'current' as const,
      points,
      colour: isAhead ? shadeOf(at, own.length) : colourOf(at, own.length),
    }))
    return [
      {
        title: isAhead ? `${first.series} by how far ahead` : title,
        series: first.series,
        by: columnOf(first.slice),
        lines,
        limits: limitsOf(first),
      },
    ]
  })
}

function categories(group: readonly Series[]): readonly Series[] {
  return group
    .toSorted((a, b) => a.slice.localeCompare(b.slice, 'en', { numeric: true }))
    .slice(0, mostLines.category)
}

/** The nearest first; of many some, as far from each other as can be, the nearest and the farthest among them. */
function leads(group: readonly Series[]): readonly Series[] {
  const all = group.toSorted((a, b) => (leadMsOf(a.slice) ?? 0) - (leadMsOf(b.slice) ?? 0))
  if (all.length <= mostLines.ahead) return all
  const step = (all.length - 1) / (mostLines.ahead - 1)
  const kept = new Set(Array.from({ length: mostLines.ahead }, (_, at) => Math.round(at * step)))
  return all.filter((_, at) => kept.has(at))
}

/** `ahead=1d` is of `ahead`. */
function columnOf(slice: string): string {
  return slice.split('=', 1)[0] ?? slice
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
