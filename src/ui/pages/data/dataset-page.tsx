import { Link, useParams } from '@tanstack/react-router'
import type { DatasetReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { DatasetSizeChart } from '../../charts/dataset-size-chart.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { CheckHistory } from '../checks/check-history.tsx'
import { VerdictState } from '../checks/verdict-state.tsx'
import { columnColumns } from '../features/column-columns.tsx'
import { versionColumns } from './version-columns.tsx'

const noun = (
  <>
    <Link to="/data">Data</Link> · dataset
  </>
)

export function DatasetPage() {
  const { name = '' } = useParams({ strict: false })
  const dataset = useAsk('getDataset', { params: { name } })
  return (
    <PageLoaded query={dataset} name={name} noun={noun}>
      {(reply) => <Dataset dataset={reply} />}
    </PageLoaded>
  )
}

function Dataset({ dataset }: { dataset: DatasetReply }) {
  const { name, versions } = dataset
  const latest = versions.find(({ aliases }) => aliases.includes('latest'))
  return (
    <>
      <PageHead
        noun={noun}
        name={name}
        state={<VerdictState verdict={latest?.verdict ?? null} />}
        sentence={dataset.description}
        action={
          latest === undefined ? undefined : (
            <Link
              className="button main"
              to="/data/datasets/$name/$version"
              params={{ name, version: String(latest.version) }}
            >
              See what v{latest.version} holds
            </Link>
          )
        }
      />
      <Section title="Versions">
        {versions.length === 0 ? (
          <Empty title="No version yet" command={`swell data add <path> --name ${name}`}>
            The project declares this dataset; nothing was added under its name.
          </Empty>
        ) : (
          <>
            {versions.length > 1 ? <DatasetSizeChart versions={versions} /> : null}
            <Table
              id="versions"
              title={`Versions of ${name}`}
              columns={versionColumns}
              rows={versions}
              rowKey={({ version }) => String(version)}
            />
          </>
        )}
      </Section>
      <Section
        title="Checks"
        sentence="Each new version is judged before it is added; one that breaks a check stays out."
      >
        <CheckHistory kind="dataset" subject={name} command={`swell data check ${name}`} />
      </Section>
      <div className="columns">
        <Section title="Where its aliases pointed">
          <Moves dataset={dataset} />
        </Section>
        <Section title="What a version must keep">
          <Declared dataset={dataset} />
        </Section>
      </div>
    </>
  )
}

function Moves({ dataset: { name, moves } }: { dataset: DatasetReply }) {
  if (moves.length === 0) return <p className="soft">No alias was ever moved.</p>
  return (
    <ol className="moves">
      {moves.map((move) => (
        <li key={`${move.alias} ${move.movedAt} ${move.to}`}>
          <span>
            <span className="tag">{move.alias}</span>{' '}
            {move.from === null ? 'to' : `v${move.from} → `}{' '}
            <Link to="/data/datasets/$name/$version" params={{ name, version: String(move.to) }}>
              v{move.to}
            </Link>
          </span>
          <Moment at={move.movedAt} />
          <span className="soft small">
            by {move.by}
            {move.reason === null ? '' : `: “${move.reason}”`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Declared({ dataset: { name, declared, columns, checks } }: { dataset: DatasetReply }) {
  if (!declared) {
    return (
      <p className="soft">
        Nothing is declared. Say what its tables hold with <code>defineDataset</code>, and list it
        in <code>datasets</code> of the project.
      </p>
    )
  }
  return (
    <>
      <Table
        id="columns"
        title={`Columns of ${name}`}
        columns={columnColumns}
        rows={columns}
        rowKey={(column) => column.name}
      />
      <ul className="plain-list">
        {checks.map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ul>
    </>
  )
}
