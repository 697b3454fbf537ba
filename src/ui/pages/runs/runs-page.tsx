import { Link } from '@tanstack/react-router'
import { runKinds, runStatuses } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Table } from '../../kit/table.tsx'
import { useRunsNews } from '../../live/use-runs-news.ts'
import { usePageSearch } from '../../page-search.ts'
import { runColumns } from './run-columns.tsx'

export function RunsPage() {
  const [search, setSearch] = usePageSearch()
  const kind = runKinds.find((one) => one === search['kind'])
  const status = runStatuses.find((one) => one === search['status'])
  const runs = useAsk('listRuns', { query: { kind, status, limit: 5_000 } }, { everyMs: 60_000 })
  useRunsNews()
  return (
    <>
      <PageHead
        name="Runs"
        sentence="Every execution of a pipeline, a step or a training, with what it read, made and logged."
      />
      <div className="filters">
        <Choices
          label="Kind"
          choices={[
            { value: '', title: 'Pipelines and trainings' },
            ...runKinds.map((value) => ({ value, title: `${value}s` })),
          ]}
          value={kind ?? ''}
          onChange={(value) => setSearch({ kind: value })}
        />
        <Choices
          label="State"
          choices={[
            { value: '', title: 'Any state' },
            ...runStatuses.map((value) => ({
              value,
              title: value === 'open' ? 'running' : value,
            })),
          ]}
          value={status ?? ''}
          onChange={(value) => setSearch({ status: value })}
        />
      </div>
      <Loaded query={runs} height={480}>
        {(reply) =>
          reply.runs.length === 0 ? (
            <Empty
              title={kind === undefined && status === undefined ? 'Nothing ran yet' : 'No run fits'}
            >
              A run appears here as soon as it starts.{' '}
              <Link to="/pipelines">See the pipelines</Link>
            </Empty>
          ) : (
            <Table
              id="runs"
              title="Runs"
              columns={runColumns}
              rows={reply.runs}
              rowKey={(run) => run.id}
              totalCount={reply.runCount}
            />
          )
        }
      </Loaded>
    </>
  )
}
