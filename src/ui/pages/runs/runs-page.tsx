import { Link } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { useRunsNews } from '../../live/use-runs-news.ts'
import { RunTable } from './table/run-table.tsx'
import { ScopeChoice } from './table/scope-choice.tsx'
import { useRunView, type RunView } from './table/use-run-view.ts'
import './runs.css'
import './table/run-table.css'

/** All runs of a project in one table: pipelines, trainings, and what programs log. */
export function RunsPage() {
  const [view, change] = useRunView()
  const runs = useAsk('getRunTable', { query: queryOf(view) }, { everyMs: 60_000, keepOld: true })
  useRunsNews()
  const isRefused = runs.isError && view.filter !== ''
  return (
    <>
      <PageHead
        name="Runs"
        sentence="Every execution of a pipeline or training, and every run that a program has logged."
        action={
          <Link to="/runs/compare" className="button">
            Compare two runs
          </Link>
        }
      />
      <ScopeChoice view={view} onChange={change} />
      {isRefused ? (
        <>
          <ProblemNote error={runs.error} />
          <button type="button" className="button" onClick={() => change({ filter: '' })}>
            Take the filter away
          </button>
        </>
      ) : (
        <Loaded query={runs} height={640}>
          {(reply) =>
            reply.runs.ids.length === 0 && view.filter === '' ? (
              <Nothing view={view} />
            ) : (
              <RunTable reply={reply} view={view} onChange={change} />
            )
          }
        </Loaded>
      )}
    </>
  )
}

function queryOf({ scope, filter, isDeleted }: RunView) {
  const experiment = /^e(\d+)$/.exec(scope)?.[1]
  return {
    filter,
    ...(experiment === undefined ? {} : { experiment }),
    ...(experiment === undefined && scope !== '' ? { kind: scope as 'pipeline' } : {}),
    ...(isDeleted ? { lifecycle: 'deleted' as const } : {}),
  }
}

function Nothing({ view }: { view: RunView }) {
  if (view.isDeleted) {
    return (
      <Empty title="Nothing was deleted">
        A deleted run is kept here until it is collected, and can be restored.
      </Empty>
    )
  }
  if (view.scope !== '') {
    return (
      <Empty title="No such run yet">
        A run appears here as soon as it starts. <Link to="/pipelines">See the pipelines</Link>
      </Empty>
    )
  }
  return (
    <Empty title="Nothing ran yet">
      A run appears here as soon as it starts. Start a pipeline, or let a program of yours log here
      as it logs to MLflow: with <code>MLFLOW_TRACKING_URI</code> set to this address.
      <Command text={`export MLFLOW_TRACKING_URI=${location.origin}`} />
      <Link to="/pipelines">See the pipelines</Link>
    </Empty>
  )
}
