import { Link } from '@tanstack/react-router'
import type { GroupReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { describeVolume } from './volume-state.tsx'

export function GroupFacts({ group }: { group: GroupReply }) {
  const { freshness, volume, source } = group
  return (
    <Section title="Facts">
      <Facts
        facts={[
          ['Rows', formatCount(group.rowCount)],
          ['Newest commit', <Moment key="commit" at={group.newestCommitAt} />],
          ['Expected every', freshness.expected ?? 'nothing is expected'],
          volume === null ? undefined : ['Rows of the last day', describeVolume(volume)],
          ['Newest event', <Moment key="event" at={group.newestEventAt} />],
          ['Key', <code key="key">{group.key.join(', ')}</code>],
          ['Event time', <code key="time">{group.time}</code>],
          ['Kept', group.keep ?? 'for ever'],
          [
            'Comes from',
            source === null ? (
              group.loadedBy
            ) : (
              <Link key="source" to="/data" search={{ source } as never}>
                {group.loadedBy}
              </Link>
            ),
          ],
        ]}
      />
    </Section>
  )
}
