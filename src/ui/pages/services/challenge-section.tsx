import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChallengeReply, ServiceReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { formatCount, formatDuration, formatNumber, plural } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { ChallengeTruth } from './challenge-truth.tsx'

/** The version that challenges the one that answers, or the last one that did. */
export function ChallengeSection({ service }: { service: ServiceReply }) {
  const params = { name: service.name }
  const challenges = useAsk('listChallenges', { params }, { everyMs: 2_000 })
  return (
    <Section
      title="Challenge"
      sentence="A version tried beside the one that answers, before anybody depends on it."
    >
      <Loaded query={challenges} height={160}>
        {({ challenges: [newest, ...older] }) =>
          newest === undefined ? (
            <Empty
              title="No version was tried here yet"
              command={`swell service challenge ${service.name} 2 --as shadow`}
            />
          ) : (
            <>
              <Challenge service={service} challenge={newest} />
              {older.length === 0 ? null : <Older service={service} challenges={older} />}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function Challenge({ service, challenge }: ChallengeProps) {
  const { version, kind, state, shares, stage, current, challenger, shift, difference } = challenge
  return (
    <>
      <p className="section-sentence">
        <ChallengeState state={state} /> Version {version} as {kind}, at{' '}
        {shares.map((share, at) => (
          <span key={share}>
            {at === 0 ? '' : ' → '}
            {at === stage ? <strong>{percent(share)}</strong> : percent(share)}
          </span>
        ))}{' '}
        of the keys, since <Moment at={challenge.stageSince} />.
      </p>
      <Facts
        facts={[
          ['Current version', armText(current)],
          ['Challenger', armText(challenger)],
          ['Failed', `${formatCount(challenger.errorCount)} of the challenger’s rows`],
          shift === null
            ? undefined
            : [
                'Apart',
                `${formatNumber(shift)} deviations, where ${formatNumber(challenge.limits.shift)} may be`,
              ],
          difference === null
            ? undefined
            : [
                'Difference by row',
                `${formatNumber(difference.meanDifference)} on average, at most ${formatNumber(difference.greatest)}`,
              ],
          kind === 'canary' && state === 'running'
            ? ['Next stage after', `${formatDuration(challenge.everyMs)} at least`]
            : undefined,
        ]}
      />
      {state === 'running' ? <Buttons service={service} challenge={challenge} /> : null}
      <ChallengeTruth service={service} challenge={challenge} />
      <Table
        id="challenge-events"
        title={`What happened to version ${version}`}
        columns={eventColumns}
        rows={challenge.events.toReversed()}
        rowKey={({ at, what }) => `${at} ${what}`}
      />
    </>
  )
}

interface ChallengeProps {
  readonly service: ServiceReply
  readonly challenge: ChallengeReply
}

function Buttons({ service, challenge }: ChallengeProps) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries()
  const params = { name: service.name }
  const advance = useMutation({
    mutationFn: () => client.advanceChallenge({ params, body: {} }),
    onSuccess,
  })
  const end = useMutation({
    mutationFn: () => client.endChallenge({ params, body: {} }),
    onSuccess,
  })
  const isLast = challenge.stage + 1 >= challenge.shares.length
  const isBusy = advance.isPending || end.isPending
  return (
    <>
      <p className="buttons">
        {isLast ? null : (
          <button
            type="button"
            className="button small"
            disabled={isBusy}
            onClick={() => advance.mutate()}
          >
            Go on to {percent(challenge.shares[challenge.stage + 1] ?? 1)}
          </button>
        )}{' '}
        <button
          type="button"
          className="button small"
          disabled={isBusy}
          onClick={() => end.mutate()}
        >
          End it
        </button>
      </p>
      {[advance, end].map(({ error }, at) =>
        error === null ? null : <ProblemNote key={at === 0 ? 'advance' : 'end'} error={error} />,
      )}
    </>
  )
}

function Older({
  service,
  challenges,
}: {
  service: ServiceReply
  challenges: readonly ChallengeReply[]
}) {
  return (
    <Table
      id="challenges"
      title={`Earlier challenges of ${service.name}`}
      columns={olderColumns}
      rows={challenges}
      rowKey={({ id }) => id}
    />
  )
}

type Event = ChallengeReply['events'][number]

const eventColumns: TableColumn<Event>[] = [
  { name: 'at', title: 'When', value: ({ at }) => at, show: ({ at }) => <Moment at={at} /> },
  { name: 'by', title: 'By', value: ({ by }) => by, minor: true },
  { name: 'what', title: 'What', value: ({ what }) => what, long: true },
]

const olderColumns: TableColumn<ChallengeReply>[] = [
  { name: 'version', title: 'Version', value: ({ version }) => version, number: true },
  { name: 'kind', title: 'As', value: ({ kind }) => kind },
  {
    name: 'state',
    title: 'Ended',
    value: ({ state }) => state,
    show: ({ state }) => <ChallengeState state={state} />,
  },
  {
    name: 'startedAt',
    title: 'Started',
    value: ({ startedAt }) => startedAt,
    show: ({ startedAt }) => <Moment at={startedAt} />,
  },
  { name: 'why', title: 'Why', value: ({ events }) => events.at(-1)?.what ?? '', long: true },
]

function ChallengeState({ state }: Pick<ChallengeReply, 'state'>) {
  if (state === 'won') return <State tone="good">won</State>
  if (state === 'rolled-back') return <State tone="bad">rolled back</State>
  return <State tone={state === 'running' ? 'busy' : 'idle'}>{state}</State>
}

function armText({ rowCount, meanMs, meanValue }: ChallengeReply['current']): string {
  const mean = meanValue === null ? '' : `, ${formatNumber(meanValue)} on average`
  return `${plural(rowCount, 'row')}${mean}, ${formatNumber(meanMs)} ms a row`
}

function percent(share: number): string {
  return `${formatNumber(share * 100)} %`
}
