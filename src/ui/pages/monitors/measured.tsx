import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { MonitorReply } from '../../../api/index.ts'
import type { AxisEvent } from '../../charts/axis-event.ts'
import { EventChart } from '../../charts/event-chart.tsx'
import { Choices } from '../../kit/choices.tsx'
import { Section } from '../../kit/section.tsx'
import { Skeleton } from '../../kit/skeleton.tsx'
import { AlertTable } from '../alerts/alert-table.tsx'
import { DriftOverTime } from './drift-over-time.tsx'
import { ForecastsOneByOne } from './model-accuracy.tsx'
import { kindOfSeries, type SeriesKind } from './monitor-words.tsx'
import './monitors.css'
import { picturesOf, SeriesPictures, type Picture } from './series-pictures.tsx'
import { stretches, useStretch, type Stretch } from './stretch.ts'
import { useEvents } from './use-events.ts'
import { useSeries, type AskedSeries } from './use-series.ts'
import { useWatched } from './use-watched.ts'
import { WhatIf } from './what-if.tsx'

export interface MeasuredProps {
  readonly monitors: readonly [MonitorReply, ...MonitorReply[]]
  /** Of this model each forecast is told as well. */
  readonly model?: string
}

/** All that monitors of one thing have measured, in the order in which one asks. */
export function Measured({ monitors, model }: MeasuredProps) {
  const [wanted, setStretch] = useStretch()
  const asked = useSeries(monitors, wanted)
  const stretch = useMemo(() => narrowed(wanted, asked), [wanted, asked])
  const [first] = monitors
  const watched = useWatched(first.watches)
  const names = useMemo(() => monitors.map(({ name }) => name), [monitors])
  const events = useEvents({ ...watched, monitors: names, from: stretch.from })
  const byKind = useMemo(() => groupPictures(asked), [asked])
  const right = mainOf(byKind.right, watched.judgedBy)
  const isService = first.watches.kind === 'service'
  const shared = { units: watched.units, events, domain: stretch.domain }
  return (
    <>
      <div className="stretch">
        <Choices
          label="How far back"
          choices={stretches}
          value={stretch.days}
          onChange={setStretch}
        />
      </div>
      {byKind.right.length === 0 ? null : (
        <Section
          title="Is it right?"
          sentence="What came true is drawn in ink, what is estimated or measured in colour; pale is where it may lie (95 %). Upright lines are deployments. A click goes to that window."
        >
          <SeriesPictures pictures={right} {...shared} />
          {model === undefined ? null : <ForecastsOneByOne name={model} since={stretch.from} />}
          <Quiet pictures={byKind.right.filter((own) => !right.includes(own))} shared={shared} />
        </Section>
      )}
      <Section title="Is the data as it was?">
        {asked.isAwaited ? <Skeleton height={240} /> : null}
        <SeriesPictures pictures={byKind.data.filter(isTelling)} {...shared} height={150} />
        {monitors
          .filter(({ watches }) => watches.kind !== 'service')
          .map(({ name }) => (
            <DriftOverTime key={name} monitor={name} from={stretch.from} />
          ))}
        <Quiet pictures={byKind.data.filter((own) => !isTelling(own))} shared={shared} />
      </Section>
      {byKind.running.length === 0 ? null : (
        <Section title="How does it run?">
          <SeriesPictures
            pictures={byKind.running.filter((own) => isService || isTelling(own))}
            {...shared}
            height={150}
          />
          <Quiet
            pictures={byKind.running.filter((own) => !isService && !isTelling(own))}
            shared={shared}
          />
        </Section>
      )}
      <Changed events={events} stretch={stretch} monitors={names} />
      {monitors.map((monitor, at) => (
        <Section
          key={monitor.name}
          title={
            monitors.length === 1
              ? 'What if the limit were another?'
              : `What if, of ${monitor.name}?`
          }
          sentence="What alerts would have been there, by what was measured."
        >
          <WhatIf monitor={monitor} series={asked.series[at] ?? []} stretch={stretch} />
        </Section>
      ))}
    </>
  )
}

/** Not from before the first window on: what was not watched is not drawn. */
function narrowed(stretch: Stretch, { series }: AskedSeries): Stretch {
  const [from, until] = stretch.domain
  const first = Math.min(
    ...series.flat().flatMap(({ points }) => points.slice(0, 1).map(({ at }) => Date.parse(at))),
  )
  if (!Number.isFinite(first)) return stretch
  const room = 0.02 * (until.getTime() - first)
  const begin = Math.max(from.getTime(), first - room)
  return { ...stretch, domain: [new Date(begin), until] }
}

function groupPictures({ series }: AskedSeries): Readonly<Record<SeriesKind, readonly Picture[]>> {
  const all = picturesOf(series.flat())
  const of = (kind: SeriesKind) => all.filter((own) => kindOfSeries(own.series) === kind)
  return { right: of('right'), data: of('data'), running: of('running') }
}

/** By slices only what a rule is about, or else what the model is judged by first. */
function mainOf(pictures: readonly Picture[], judgedBy: string | undefined): readonly Picture[] {
  const main = pictures.find(({ limits }) => limits.length > 0)?.series ?? judgedBy
  return pictures.filter(({ by, series }) => by === undefined || series === main)
}

/** What a rule is about, and what sums the columns up; the others stand by, folded. */
function isTelling({ series, by, limits }: Picture): boolean {
  return limits.length > 0 || (series === 'driftedShare' && by === undefined)
}

interface QuietProps {
  readonly pictures: readonly Picture[]
  readonly shared: Omit<Parameters<typeof SeriesPictures>[0], 'pictures' | 'height'>
}

function Quiet({ pictures, shared }: QuietProps) {
  if (pictures.length === 0) return null
  return (
    <details className="fold">
      <summary>{pictures.length} more over time, which no rule is about</summary>
      <div className="quiet">
        <SeriesPictures pictures={pictures} {...shared} height={120} />
      </div>
    </details>
  )
}

interface ChangedProps {
  readonly events: readonly AxisEvent[]
  readonly stretch: Stretch
  readonly monitors: readonly string[]
}

function Changed({ events, stretch, monitors }: ChangedProps) {
  const navigate = useNavigate()
  const open = useCallback((event: AxisEvent) => void navigate({ to: event.to }), [navigate])
  return (
    <Section
      title="What changed, and since when?"
      sentence="On the axis of the charts above. A click opens what it shows."
    >
      <EventChart events={events} domain={stretch.domain} onPick={open} />
      <AlertTable monitors={monitors} from={stretch.from} />
    </Section>
  )
}
