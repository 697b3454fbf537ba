import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunDifferenceReply, RunSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatDuration, plural, shortId } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { usePageSearch } from '../../page-search.ts'
import { CompareMany } from './compare/compare-many.tsx'
import { CodeDifference, MetricDifference, SettingDifference } from './difference-tables.tsx'
import { durationOf } from './run-columns.tsx'
import { StepDifference } from './step-difference.tsx'
import './runs.css'

/** Runs side by side; which ones, the address says. */
export function ComparePage() {
  const [{ runs = '' }] = usePageSearch()
  const ids = useMemo(() => runs.split(',').filter((id) => id !== ''), [runs])
  return ids.length === 0 ? <CompareTwo /> : <CompareMany ids={ids} />
}

/** Two runs of the platform, step by step. */
function CompareTwo() {
  const [search, setSearch] = usePageSearch()
  const { first, second } = search
  const newest = useAsk('listRuns', { query: { limit: 200 } }, { everyMs: 60_000 })
  const chosen = second ?? ''
  const difference = useAsk(
    'getRunDifference',
    { params: { id: chosen }, query: { from: first } },
    { enabled: chosen !== '', everyMs: 600_000 },
  )
  const name = difference.data?.second.name
  const all = newest.data?.runs ?? []
  const same = name === undefined ? all : all.filter((run) => run.name === name)
  return (
    <>
      <PageHead
        noun={<Link to="/runs">Runs</Link>}
        name={name === undefined ? 'Compare two runs' : `Compare runs of ${name}`}
        action={
          chosen === '' ? undefined : (
            <button
              type="button"
              className="button"
              disabled={difference.data === undefined}
              onClick={() =>
                setSearch({ first: difference.data?.second.id, second: difference.data?.first.id })
              }
            >
              Swap them
            </button>
          )
        }
      />
      <div className="compare-choice">
        <RunChoice
          label="First"
          runs={same}
          value={first ?? difference.data?.first.id ?? ''}
          onChange={(id) => setSearch({ first: id })}
        />
        <RunChoice
          label="Second"
          runs={first === undefined && second === undefined ? all : same}
          value={chosen}
          onChange={(id) => setSearch({ second: id })}
        />
      </div>
      {chosen === '' ? (
        <Empty title="Choose a run">
          Choose the second run; the first is the one before it, unless you choose another.
        </Empty>
      ) : (
        <Loaded query={difference} height={480}>
          {(reply) =>
            reply.first.id === reply.second.id ? (
              <Empty title="Nothing to compare with yet" command={`swell run ${reply.second.name}`}>
                This is the first run of {reply.second.name}. Run it again, or choose another one.
              </Empty>
            ) : (
              <Difference difference={reply} />
            )
          }
        </Loaded>
      )}
    </>
  )
}

interface RunChoiceProps {
  readonly label: string
  readonly runs: readonly RunSummaryReply[]
  readonly value: string
  readonly onChange: (id: string) => void
}

function RunChoice({ label, runs, value, onChange }: RunChoiceProps) {
  const isKnown = runs.some(({ id }) => id === value)
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {value === '' ? <option value="">Choose a run</option> : null}
        {isKnown || value === '' ? null : <option value={value}>{shortId(value)}</option>}
        {runs.map((run) => (
          <option key={run.id} value={run.id}>
            {formatDayAndTime(run.startedAt)} · {run.name} · {run.status} · {shortId(run.id)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Difference({ difference }: { difference: RunDifferenceReply }) {
  const { first, second, steps } = difference
  const [one, other] = [durationOf(first), durationOf(second)]
  return (
    <>
      <div className="compare-heads">
        {[first, second].map((run, at) => (
          <p key={run.id}>
            <span className="soft">{at === 0 ? 'First' : 'Second'}: </span>
            <Link to="/runs/$id" params={{ id: run.id }}>
              {formatDayAndTime(run.startedAt)} UTC
            </Link>{' '}
            <RunState status={run.status} errorCode={run.errorCode} />{' '}
            <span className="soft">{tookText([one, other][at] ?? null)}</span>
          </p>
        ))}
      </div>
      <p className="compare-verdict">{verdictOf(difference)}</p>
      <Section title="Settings">
        <SettingDifference difference={difference} />
      </Section>
      <Section title="Code">
        <CodeDifference difference={difference} />
      </Section>
      <Section title="Steps: data and times">
        <StepDifference steps={steps} />
      </Section>
      <Section title="Metrics">
        <MetricDifference metrics={difference.metrics} />
      </Section>
    </>
  )
}

function tookText(ms: number | null): string {
  return ms === null ? 'still runs' : `took ${formatDuration(ms)}`
}

/** What differs, from the causes to the effects, in a sentence. */
function verdictOf({ settings, steps, first, second }: RunDifferenceReply): string {
  const code = steps.filter((step) => step.code.length > 0)
  const firstOf = steps.find(({ verdict }) => verdict === 'differs' || verdict === 'inputs-differ')
  const causes = [
    ...(settings.length === 0 ? [] : [plural(settings.length, 'setting')]),
    ...(code.length === 0 ? [] : [`the code of ${code.map(({ step }) => step).join(', ')}`]),
  ]
  const cause =
    causes.length === 0 ? 'Settings and code are the same' : `Different: ${causes.join(' and ')}`
  const result =
    firstOf === undefined
      ? 'every step that ran in both gave the same'
      : `the results differ from ${firstOf.step} on`
  const end =
    first.status === second.status ? '' : ` The first ${first.status}, the second ${second.status}.`
  return `${cause}; ${result}.${end}`
}
