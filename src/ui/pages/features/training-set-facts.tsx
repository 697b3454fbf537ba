import { Link } from '@tanstack/react-router'
import type { TrainingSetDetailReply } from '../../../api/index.ts'
import { formatCount, formatMoment, plural } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'

/** Rows, split and bounds, what it was made of, and what learned from it. */
export function TrainingSetFacts({ set }: { set: TrainingSetDetailReply }) {
  const { split, code, runId } = set
  return (
    <Section title="Facts">
      <SplitBar split={split} />
      <Facts
        facts={[
          ['Rows', formatCount(set.rowCount)],
          ['Frozen', <Moment key="frozen" at={set.createdAt} />],
          ['Split', describeSplit(split)],
          ['Of', describeBounds(set.bounds)],
          ['Learned from by', <Models key="models" models={set.models} />],
          ['Made from', <Commits key="commits" commits={set.commits} />],
          ['Rows’ SHA-256', <Digest key="digest" digest={set.digest} />],
          ['Definition’s SHA-256', <Digest key="code" digest={code.digest} />],
          ['Code', describeCode(code)],
          runId === null
            ? undefined
            : [
                'Made by',
                <Link key="run" to="/runs/$id" params={{ id: runId }}>
                  run
                </Link>,
              ],
        ]}
      />
    </Section>
  )
}

/** How the rows are shared out, as lengths with their words. */
function SplitBar({ split: { train, test, leftOut } }: { split: TrainingSetDetailReply['split'] }) {
  const parts = [
    { name: 'to learn from', count: train, part: 'train' },
    { name: 'left out', count: leftOut, part: 'left-out' },
    { name: 'held out', count: test, part: 'test' },
  ].filter(({ count }) => count > 0)
  return (
    <ul className="split-bar" aria-label="Split">
      {parts.map(({ name, count, part }) => (
        <li key={part} className={part} style={{ flexGrow: count }}>
          {formatCount(count)} {name}
        </li>
      ))}
    </ul>
  )
}

const splitWords: Readonly<Record<string, string>> = {
  byTime: 'by time',
  random: 'at random',
  stratified: 'at random, alike in the label',
  grouped: 'by groups of keys',
  byHash: 'by hash of the key',
}

function describeSplit({ kind, testFrom }: TrainingSetDetailReply['split']): string {
  const words = splitWords[kind] ?? kind
  return testFrom === null ? words : `${words}, held out from ${formatMoment(testFrom)}`
}

function describeBounds({ from, to, asOf, rows }: TrainingSetDetailReply['bounds']): string {
  const told = [
    ...(from === null ? [] : [`labels from ${formatMoment(from)}`]),
    ...(to === null ? [] : [`before ${formatMoment(to)}`]),
    ...(rows === null ? [] : [`the newest ${formatCount(rows)}`]),
    ...(asOf === null ? [] : [`as of ${formatMoment(asOf)}`]),
  ]
  return told.length === 0 ? 'all labels' : told.join(', ')
}

function describeCode({ frozen }: TrainingSetDetailReply['code']): string {
  const [newest] = frozen
  if (newest === undefined) return 'not known'
  const more = frozen.length > 1 ? `, shown by ${plural(frozen.length, 'state')} of the code` : ''
  return `${newest.fingerprint.slice(0, 12)}${more}`
}

function Digest({ digest }: { digest: string }) {
  return <code title={digest}>{digest.slice(0, 12)}</code>
}

function Models({ models }: { models: TrainingSetDetailReply['models'] }) {
  if (models.length === 0) return <>no model</>
  return (
    <span className="readers">
      {models.map(({ name, version }) => (
        <Link key={`${name} ${version}`} to="/models/$name" params={{ name }}>
          {name} v{version}
        </Link>
      ))}
    </span>
  )
}

/** A group that was often compacted or corrected has many ranges. */
const rangesTold = 6

function Commits({ commits }: { commits: readonly string[] }) {
  return (
    <span className="readers">
      {commits.slice(0, rangesTold).map((commit) => {
        const [name = '', range = ''] = commit.split('#')
        return (
          <span key={commit} className="nowrap">
            <Link to="/features/groups/$name" params={{ name }}>
              {name}
            </Link>{' '}
            #{range}
          </span>
        )
      })}
      {commits.length > rangesTold ? <span>and {commits.length - rangesTold} more</span> : null}
    </span>
  )
}
