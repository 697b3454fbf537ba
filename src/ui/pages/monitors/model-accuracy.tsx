import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { HowWeDidReply, LeadErrorReply, OutcomeReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { LeadErrorChart } from '../../charts/lead-error-chart.tsx'
import { OutcomeChart } from '../../charts/outcome-chart.tsx'
import { formatDayAndTime, formatDuration, formatMoment, plural } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { HindcastNote } from '../models/hindcast-note.tsx'
import { entityText } from '../services/forecast-points.ts'
import { aheadWords } from './found-words.ts'

export interface ModelAccuracyProps {
  readonly name: string
  /** Nothing stands there until a forecast has come true. */
  readonly isLeftOutEmpty?: boolean
}

/** How far off a model was that no monitor watches, once the truth was known, by how far ahead it said it. */
export function ModelAccuracy({ name, isLeftOutEmpty = false }: ModelAccuracyProps) {
  const { query, ...asked } = useComparison(name)
  if (isLeftOutEmpty && (query.data?.count ?? 0) === 0) return null
  return (
    <Section
      title={`How ${name} did`}
      aside={
        <Link to="/models/$name" params={{ name }}>
          Its versions
        </Link>
      }
    >
      <Loaded query={query} height={240}>
        {(reply) =>
          reply.count === 0 ? (
            <Empty title="No forecast has come true yet">
              What was said ahead of its time and is stored is compared with what is observed later.
            </Empty>
          ) : (
            <>
              <ByLead all={reply} {...asked} />
              <EachOutcome all={reply} {...asked} />
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

/**
 * Forecasts by how far ahead they looked, and one by one, of which a monitor keeps only what it measured of windows.
 * Nothing where a model says nothing ahead of its time.
 */
export function ForecastsOneByOne({ name, since }: { name: string; since: string }) {
  const { query, ...asked } = useComparison(name, since)
  const all = query.data
  if (all === undefined || all.count === 0) return null
  return (
    <>
      <ByLead all={all} {...asked} />
      <details className="fold" open={asked.leadDay !== undefined}>
        <summary>{plural(all.count, 'forecast')} beside what came true, one by one</summary>
        <EachOutcome all={all} {...asked} />
      </details>
    </>
  )
}

function useComparison(name: string, since?: string) {
  const [search, setSearch] = usePageSearch()
  const leadDay = search['lead'] === undefined ? undefined : Number(search['lead'])
  const choose = useCallback((day: string | undefined) => setSearch({ lead: day }), [setSearch])
  const wanted = { limit: 2000, ...(since === undefined ? {} : { since }) }
  const query = useAsk('getHowWeDid', { params: { name }, query: wanted })
  const lead = useAsk('getHowWeDid', { params: { name }, query: { ...wanted, leadDay } })
  return { query, chosen: lead.data ?? query.data, leadDay, onLead: choose }
}

interface ComparisonProps {
  readonly all: HowWeDidReply
  readonly chosen: HowWeDidReply | undefined
  readonly leadDay: number | undefined
  readonly onLead: (day: string | undefined) => void
}

function ByLead({ all, chosen = all, onLead }: Omit<ComparisonProps, 'leadDay'>) {
  const pick = useCallback((lead: LeadErrorReply) => onLead(String(lead.leadDay)), [onLead])
  return (
    <>
      <div className="columns">
        <LeadErrorChart byLead={all.byLead} unit={all.unit} onPick={pick} />
        <OutcomeChart outcomes={chosen.outcomes} unit={all.unit} />
      </div>
      <HindcastNote outcomes={chosen.outcomes} />
    </>
  )
}

function EachOutcome({ all, chosen = all, leadDay, onLead }: ComparisonProps) {
  return (
    <>
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
              title: aheadWords(lead.leadDay),
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

function leadColumns(unit: string | undefined): TableColumn<LeadErrorReply>[] {
  return [
    {
      name: 'leadDay',
      title: 'Ahead',
      value: (lead) => lead.leadDay,
      show: (lead) => aheadWords(lead.leadDay),
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
