import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PastRunReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { DurationChart } from '../../charts/duration-chart.tsx'
import { formatDuration, formatMoment } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { toneOfRun } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { Shape } from '../../kit/state.tsx'
import { usePageSearch } from '../../page-search.ts'
import './pipelines.css'

export interface PipelineHistoryProps {
  readonly name: string
  readonly steps: readonly string[]
}

/** How long the runs took, and how each step ended in each of them. */
export function PipelineHistory({ name, steps }: PipelineHistoryProps) {
  const [search, setSearch] = usePageSearch()
  const history = useAsk(
    'getPipelineHistory',
    { params: { name }, query: { limit: 60 } },
    { everyMs: 60_000 },
  )
  const step = steps.find((one) => one === search['step'])
  return (
    <Loaded query={history} height={280}>
      {({ runs }) =>
        runs.length === 0 ? null : (
          <Section
            title="History"
            aside={
              <Choices
                label="Whose duration"
                choices={[
                  { value: '', title: 'Whole runs' },
                  ...steps.map((one) => ({ value: one, title: one })),
                ]}
                value={step ?? ''}
                onChange={(value) => setSearch({ step: value })}
              />
            }
          >
            <DurationChart runs={runs} step={step} />
            <StateGrid runs={runs} steps={steps} />
          </Section>
        )
      }
    </Loaded>
  )
}

const mostSteps = 40

/** A row per step, a column per run, the oldest first: when it began to fail is seen at a glance. */
function StateGrid({ runs, steps }: { runs: readonly PastRunReply[]; steps: readonly string[] }) {
  const oldestFirst = useMemo(
    () =>
      runs
        .toReversed()
        .map((run) => ({ run, byName: new Map(run.steps.map((one) => [one.name, one])) })),
    [runs],
  )
  const shown = steps.slice(0, mostSteps)
  return (
    <>
      <div className="history-scroll" tabIndex={0} role="region" aria-label="Steps by run">
        <div className="history-grid">
          {shown.map((step) => (
            <div key={step} className="history-row">
              <span className="history-name" title={step}>
                {step}
              </span>
              {oldestFirst.map(({ run, byName }) => (
                <Cell key={run.id} run={run} step={byName.get(step)} />
              ))}
            </div>
          ))}
        </div>
      </div>
      <p className="chart-note">
        A row per step, a column per run, the newest on the right: dots for what ran, rings for what
        was skipped, squares for what failed.
        {steps.length > shown.length ? ` The first ${mostSteps} of ${steps.length} steps.` : ''}
      </p>
    </>
  )
}

function Cell({
  run,
  step,
}: {
  run: PastRunReply
  step: PastRunReply['steps'][number] | undefined
}) {
  if (step === undefined) return <span className="history-cell" />
  const tone = toneOfRun(step.status)
  const took =
    step.tookMs === null || step.status === 'skipped' ? '' : ` in ${formatDuration(step.tookMs)}`
  const text = `${step.name} ${step.status}${took}, run of ${formatMoment(run.startedAt)}`
  return (
    <Link
      className={`history-cell ${tone}`}
      to="/runs/$id"
      params={{ id: run.id }}
      search={{ step: step.name } as never}
      title={text}
      aria-label={text}
    >
      <Shape tone={tone} />
    </Link>
  )
}
