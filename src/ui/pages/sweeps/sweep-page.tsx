import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SweepReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDuration, formatNumber, plural, shortId } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { useTick } from '../../kit/use-tick.ts'
import { ParallelChart } from './parallel-chart.tsx'
import { ImportanceChart } from './importance-chart.tsx'
import { ProgressChart } from './progress-chart.tsx'
import { trialColumns } from './trial-columns.tsx'
import { useSweepNews } from './use-sweep-news.ts'

/** The trials of a sweep beside each other, and which parameters matter. */
export function SweepPage() {
  const { id = '' } = useParams({ strict: false })
  const sweep = useAsk('getSweep', { params: { id } }, { everyMs: 60_000 })
  useSweepNews(sweep.data?.status === 'open')
  return (
    <PageLoaded query={sweep} name="Sweep" noun={<Above id={id} />}>
      {(reply) => <Sweep sweep={reply} />}
    </PageLoaded>
  )
}

function Above({ id }: { id: string }) {
  return (
    <>
      <Link to="/runs">Runs</Link> ·{' '}
      <Link to="/runs/$id" params={{ id }}>
        {shortId(id)}
      </Link>
    </>
  )
}

const methods = {
  tpe: 'where good trials are',
  random: 'by chance',
  grid: 'every combination',
} as const

const prunings = {
  median: 'worse than the median',
  halving: 'not among the best third of a round',
  none: 'none',
} as const

function Sweep({ sweep }: { sweep: SweepReply }) {
  const { runId, model, status, metric, trials, parameters, bestNumber } = sweep
  const nowMs = useTick(status === 'open')
  const columns = useMemo(
    () => trialColumns(parameters, metric, sweep.better),
    [parameters, metric, sweep.better],
  )
  const best = trials.find(({ number }) => number === bestNumber)
  const tookMs =
    (sweep.endedAt === null ? nowMs : Date.parse(sweep.endedAt)) - Date.parse(sweep.startedAt)
  return (
    <>
      <PageHead
        noun={<Above id={runId} />}
        name={`Sweep of ${model}`}
        state={<RunState status={status} />}
        sentence={
          <>
            {plural(trials.length, 'trial')}
            {sweep.wantedCount === null ? '' : ` of ${sweep.wantedCount}`}, measured on{' '}
            {sweep.folds} folds of{' '}
            <Link to="/features/training-sets/$id" params={{ id: sweep.trainingSetId }}>
              training rows
            </Link>
            ; {status === 'open' ? 'running for' : 'took'} {formatDuration(Math.max(0, tookMs))}
          </>
        }
      />
      {trials.length === 0 ? (
        <Empty title="No trial has ended yet">They appear here as they end.</Empty>
      ) : (
        <>
          <ParallelChart sweep={sweep} />
          <div className="columns">
            <ProgressChart sweep={sweep} />
            <ImportanceChart parameters={parameters} />
          </div>
          {best === undefined ? null : (
            <Section
              title="Best"
              sentence={
                <>
                  {metric} {formatNumber(best.found ?? 0)} in trial {best.number}. These values go
                  into the settings with
                </>
              }
            >
              <Command text={`swell sweep ${model} --resume --apply`} />
              <Facts
                facts={Object.entries(best.values).map(([name, value]) => [
                  name,
                  typeof value === 'number' ? formatNumber(value) : String(value),
                ])}
              />
            </Section>
          )}
          <Section
            title="Trials"
            sentence={`Chosen: ${methods[sweep.method]}. Given up early: ${prunings[sweep.pruning]}.`}
          >
            <Table
              id="trials"
              title={`Trials of the sweep of ${model}`}
              columns={columns}
              rows={trials}
              rowKey={(trial) => String(trial.number)}
              muted={(trial) => trial.isPruned || trial.status !== 'succeeded'}
            />
          </Section>
        </>
      )}
    </>
  )
}
