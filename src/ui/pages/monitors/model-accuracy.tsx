import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { HowWeDidReply, LeadErrorReply, OutcomeReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { LeadErrorChart } from '../../charts/lead-error-chart.tsx'
import { OutcomeChart } from '../../charts/outcome-chart.tsx'
import { formatDayAndTime, formatDuration, formatMoment } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { entityText } from '../services/forecast-points.ts'

export interface ModelAccuracyProps {
  readonly name: string
  /** A monitor tells of it: this adds each prediction, and is left out where none has come true. */
  readonly isWatched?: boolean
}

const addedWords =
  'A monitor keeps what it measured of windows. This is each prediction beside what came true, with its lineage.'

/**
 * How far off a model was once the truth was known, by how far ahead it said it: prediction by prediction, of which a
 * monitor keeps only what it measured of windows.
 */
export function ModelAccuracy({ name, isWatched = false }: ModelAccuracyProps) {
  const [search, setSearch] = usePageSearch()
  const leadDay = search['lead'] === undefined ? undefined : Number(search['lead'])
  const choose = useCallback((day: string | undefined) => setSearch({ lead: day }), [setSearch])
  const all = useAsk('getHowWeDid', { params: { name }, query: { limit: 2000 } })
  const lead = useAsk('getHowWeDid', { params: { name }, query: { limit: 2000, leadDay } })
  if (isWatched && all.data?.count === 0) return null
  return (
    <Section
      title={isWatched ? 'Prediction by prediction' : `How ${name} did`}
      {...(isWatched ? { sentence: addedWords } : {})}
      aside={
        <Link to="/models/$name" params={{ name }}>
          Its versions
        </Link>
      }
    >
      <Loaded query={all} height={240}>
        {(reply) =>
          reply.count === 0 ? (
            <Empty title="No prediction has come true yet">
              Stored predictions are compared with what is observed later.
            </Empty>
          ) : (
            <Comparison all={reply} chosen={lead.data ?? reply} leadDay={leadDay} onLead={choose} />
          )
        }
      </Loaded>
    </Section>
  )
}

interface ComparisonProps {
  readonly all: HowWeDidReply
  readonly chosen: HowWeDidReply
  readonly leadDay: number | undefined
  readonly onLead: (day: string | undefined) => void
}

function Comparison({ all, chosen, leadDay, onLead }: ComparisonProps) {
  const pick = useCallback((lead: LeadErrorReply) => onLead(String(lead.leadDay)), [onLead])
  return (
    <>
      <div className="columns">
        <LeadErrorChart byLead={all.byLead} unit={all.unit} onPick={pick} />
        <OutcomeChart outcomes={chosen.outcomes} unit={all.unit} />
      </div>
      <h3 className="table-title">By lead time</h3>
      <Table
        id="lead"
        title="Error by lead time"
        columns={leadColumns(all.unit)}
        rows={all.byLead}
        rowKey={(lead) => String(lead.leadDay)}
      />
      <div className="section-head table-title">
        <h3>Each prediction that came true</h3>
        <Choices
          label="Days ahead"
          choices={[
            { value: '', title: 'All lead times' },
            ...all.byLead.map((lead) => ({
              value: String(lead.leadDay),
              title: leadText(lead.leadDay),
            })),
          ]}
          value={leadDay === undefined ? '' : String(leadDay)}
          onChange={onLead}
        />
      </div>
      <Table
        id="outcomes"
        title="Predictions beside what was observed"
        columns={outcomeColumns(all.unit)}
        rows={chosen.outcomes}
        rowKey={(outcome) => outcome.predictionId}
      />
    </>
  )
}

function leadText(day: number): string {
  if (day === 0) return 'less than a day'
  return day === 1 ? '1 day' : `${day} days`
}

function leadColumns(unit: string | undefined): TableColumn<LeadErrorReply>[] {
  return [
    {
      name: 'leadDay',
      title: 'Ahead',
      value: (lead) => lead.leadDay,
      show: (lead) => leadText(lead.leadDay),
    },
    {
      name: 'meanAbsoluteError',
      title: 'Mean error',
      unit,
      value: (lead) => lead.meanAbsoluteError,
      number: true,
      better: 'lower',
    },
    {
      name: 'baselineError',
      title: 'Last value again',
      unit,
      value: (lead) => lead.baselineError,
      number: true,
    },
    { name: 'bias', title: 'Leaning', unit, value: (lead) => lead.bias, number: true },
    { name: 'count', title: 'Compared', value: (lead) => lead.count, number: true },
  ]
}

function outcomeColumns(unit: string | undefined): TableColumn<OutcomeReply>[] {
  return [
    { name: 'entity', title: 'For', value: (outcome) => entityText(outcome.entity) },
    {
      name: 'at',
      title: 'Moment',
      value: (outcome) => outcome.at,
      show: (outcome) => (
        <time dateTime={outcome.at} title={formatMoment(outcome.at)}>
          {formatDayAndTime(outcome.at)}
        </time>
      ),
    },
    { name: 'predicted', title: 'Said', unit, value: (o) => o.predicted, number: true },
    { name: 'observed', title: 'Seen', unit, value: (o) => o.observed, number: true },
    { name: 'error', title: 'Error', unit, value: (o) => o.error, number: true },
    {
      name: 'lead',
      title: 'Ahead',
      value: (outcome) => outcome.leadMs,
      show: (outcome) => formatDuration(outcome.leadMs),
      number: true,
      minor: true,
    },
    {
      name: 'why',
      title: 'Lineage',
      value: (outcome) => outcome.predictionId,
      show: (outcome) => (
        <Link to="/predictions/$id/why" params={{ id: outcome.predictionId }}>
          Why?
        </Link>
      ),
    },
    { name: 'version', title: 'Version', value: (o) => `v${o.version}`, minor: true },
    {
      name: 'origin',
      title: 'Made',
      value: (o) => (o.origin === 'hindcast' ? 'afterwards' : 'in time'),
      minor: true,
    },
  ]
}
