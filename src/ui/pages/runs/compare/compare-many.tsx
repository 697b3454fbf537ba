import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunTableReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { plural } from '../../../format.ts'
import { Choices } from '../../../kit/choices.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { Loaded } from '../../../kit/loaded.tsx'
import { PageHead } from '../../../kit/page-head.tsx'
import { RunState } from '../../../kit/run-state.tsx'
import { useRunsNews } from '../../../live/use-runs-news.ts'
import { usePageSearch } from '../../../page-search.ts'
import { RunCurves } from '../logged/run-curves.tsx'
import { CompareCode } from './compare-code.tsx'
import { CompareParallel } from './compare-parallel.tsx'
import { CompareScatter } from './compare-scatter.tsx'
import { CompareValues } from './compare-values.tsx'
import { comparedOf, type Compared } from './compared-run.ts'
import '../logged/logged-run.css'
import './compare.css'

const views = [
  { value: '', title: 'Curves' },
  { value: 'parallel', title: 'Parallel' },
  { value: 'scatter', title: 'Scatter' },
  { value: 'values', title: 'Parameters and metrics' },
  { value: 'code', title: 'Code' },
]

/** Many runs beside each other, whoever has run them; which ones, the address says. */
export function CompareMany({ ids }: { ids: readonly string[] }) {
  const runs = useAsk(
    'getRunTable',
    { query: { ids: ids.join(','), limit: 1000 } },
    { everyMs: 60_000, keepOld: true },
  )
  useRunsNews()
  return (
    <>
      <PageHead
        noun={<Link to="/runs">Runs</Link>}
        name={`Compare ${plural(ids.length, 'run')}`}
        action={
          <Link to="/runs" search={{ pick: ids.join(',') } as never} className="button">
            Choose others
          </Link>
        }
      />
      <Loaded query={runs} height={480}>
        {(reply) => <Views reply={reply} ids={ids} />}
      </Loaded>
    </>
  )
}

function Views({ reply, ids }: { reply: RunTableReply; ids: readonly string[] }) {
  const [search, setSearch] = usePageSearch()
  const compared = useMemo(() => comparedOf(reply, ids), [reply, ids])
  const view = views.find(({ value }) => value === search['view'])?.value ?? ''
  if (compared.runs.length === 0) {
    return (
      <Empty title="None of these runs is there">
        They may have been removed for good. <Link to="/runs">Choose others</Link>
      </Empty>
    )
  }
  return (
    <>
      <ComparedRuns
        reply={reply}
        compared={compared}
        onLeave={(id) => setSearch({ runs: ids.filter((one) => one !== id).join(',') })}
      />
      <div className="filters">
        <Choices
          label="How to compare them"
          choices={views}
          value={view}
          onChange={(value) => setSearch({ view: value })}
        />
      </div>
      {view === '' ? (
        <RunCurves
          runs={compared.runs}
          isKeyed={false}
          fits={() => true}
          empty={
            <Empty title="No curves">
              None of these runs has logged a metric more than once. Their last values stand under
              “Parameters and metrics”.
            </Empty>
          }
        />
      ) : null}
      {view === 'parallel' ? <CompareParallel compared={compared} /> : null}
      {view === 'scatter' ? <CompareScatter compared={compared} /> : null}
      {view === 'values' ? <CompareValues compared={compared} /> : null}
      {view === 'code' ? <CompareCode compared={compared} /> : null}
    </>
  )
}

interface ComparedRunsProps {
  readonly reply: RunTableReply
  readonly compared: Compared
  readonly onLeave: (id: string) => void
}

/** The runs with their colours, which are the same in every picture. */
function ComparedRuns({ reply, compared: { runs }, onLeave }: ComparedRunsProps) {
  return (
    <ul className="compared-runs">
      {runs.map(({ id, name, colour, place }) => (
        <li key={id}>
          <svg width="14" height="10" aria-hidden="true">
            <rect y="3" width="14" height="4" rx="1" fill={colour} />
          </svg>
          <Link to="/runs/$id" params={{ id }}>
            {name}
          </Link>
          {reply.runs.statuses[place] === 'succeeded' ? null : (
            <RunState status={reply.runs.statuses[place] ?? 'open'} />
          )}
          <button type="button" aria-label={`Leave ${name} out`} onClick={() => onLeave(id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}
