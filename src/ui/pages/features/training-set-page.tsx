import { Link, useParams } from '@tanstack/react-router'
import type { TrainingSetDetailReply, TrainingSetReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Command } from '../../kit/command.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import { usePageSearch } from '../../page-search.ts'
import { VersionProfile } from '../data/version-profile.tsx'
import { statisticsColumns } from './commit-statistics.tsx'
import { TrainingSetDifference } from './training-set-difference.tsx'
import { TrainingSetFacts } from './training-set-facts.tsx'

export function TrainingSetPage() {
  const { id = '' } = useParams({ strict: false })
  const set = useAsk('getTrainingSet', { params: { id } })
  const view = set.data?.view
  const query = view === undefined ? {} : { view, limit: 200 }
  const sets = useAsk('listTrainingSets', { query }, { enabled: view !== undefined })
  return (
    <PageLoaded query={set} name="Training set" noun={<Noun view={view} />}>
      {(reply) => <Set set={reply} sets={sets.data?.trainingSets ?? []} />}
    </PageLoaded>
  )
}

function Noun({ view }: { view: string | undefined }) {
  return (
    <>
      <Link to="/features">Features</Link> · training set of{' '}
      {view === undefined ? null : (
        <Link to="/features/views/$name" params={{ name: view }}>
          {view}
        </Link>
      )}
    </>
  )
}

interface SetProps {
  readonly set: TrainingSetDetailReply
  readonly sets: readonly TrainingSetReply[]
}

function Set({ set, sets }: SetProps) {
  const [search, setSearch] = usePageSearch()
  const told = sets.find(({ version }) => String(version) === search['from'])?.version
  const base = told ?? set.before ?? undefined
  const others = sets.filter(({ version }) => version !== set.version)
  return (
    <>
      <PageHead
        noun={<Noun view={set.view} />}
        name={`${set.view} v${set.version}`}
        state={<CodeState code={set.code} />}
      />
      <TrainingSetFacts set={set} />
      {base === undefined ? null : (
        <Section
          title={`What changed since v${base}`}
          aside={
            <Choices
              label="Compare with"
              choices={others.map(({ version, createdAt }) => ({
                value: String(version),
                title:
                  others.length > 6 ? `v${version}, ${formatDayAndTime(createdAt)}` : `v${version}`,
              }))}
              value={String(base)}
              onChange={(value) => setSearch({ from: value })}
            />
          }
        >
          <TrainingSetDifference id={set.id} from={base} />
        </Section>
      )}
      <Section
        title="What the training part holds"
        sentence="Only what is learned from: nothing of the held-out rows is in these numbers."
      >
        <Table
          id="statistics"
          title={`Statistics of ${set.view} v${set.version}`}
          columns={statisticsColumns}
          rows={set.statistics}
          rowKey={({ column }) => column}
        />
        <p className="soft small">Its rows as a file:</p>
        <Command text={`swell view export ${set.view}@${set.version} --out rows.parquet`} />
      </Section>
      {set.profiled ? <Profile set={set} base={base} /> : null}
    </>
  )
}

function CodeState({ code: { status, features } }: { code: TrainingSetDetailReply['code'] }) {
  switch (status) {
    case 'same':
      return <State tone="good">features as they are now</State>
    case 'projectChanged':
      return <State tone="idle">the project’s code has changed since</State>
    case 'differ':
      return <State tone="warn">otherwise now: {features.join(', ')}</State>
    case 'unknown':
      return <State tone="idle">code not known</State>
  }
}

function Profile({
  set: { id, view, version },
  base,
}: {
  set: SetProps['set']
  base: number | undefined
}) {
  const address = `/api/v1/training-sets/${encodeURIComponent(id)}/profile.html`
  return (
    <VersionProfile
      title={`Profile of ${view} v${version}`}
      address={address}
      version={version}
      base={base}
    />
  )
}
