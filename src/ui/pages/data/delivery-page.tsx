import { Link, useParams } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { formatBytes, shortId } from '../../format.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { DeliveryState } from './delivery-columns.tsx'

export function DeliveryPage() {
  const { id = '' } = useParams({ strict: false })
  const delivery = useAsk('getDelivery', { params: { id } })
  return (
    <PageLoaded
      query={delivery}
      name={`Delivery ${shortId(id)}`}
      noun={<Link to="/data">Data</Link>}
    >
      {(reply) => (
        <>
          <PageHead
            noun={<Link to="/data">Data</Link>}
            name={reply.name}
            state={<DeliveryState delivery={reply} />}
            sentence={reply.reason ?? undefined}
          />
          <Section title="Facts">
            <Facts
              facts={[
                [
                  'Source',
                  <Link key="source" to="/data" search={{ source: reply.source }}>
                    {reply.source}
                  </Link>,
                ],
                ['Read', <Moment key="read" at={reply.readAt} />],
                ['Size', formatBytes(reply.sizeBytes)],
                ['Id', <Id key="id" value={reply.id} />],
                [
                  'SHA-256',
                  <span key="digest">
                    <code>{reply.digest}</code> <CopyButton text={reply.digest} what="the digest" />
                  </span>,
                ],
              ]}
            />
          </Section>
          <Section title="Where its rows went">
            {reply.commits.length === 0 ? (
              <p className="soft">No commit holds a row of it.</p>
            ) : (
              <ul>
                {reply.commits.map((commit) => (
                  <li key={commit.id}>
                    <Link to="/features/groups/$name" params={{ name: commit.group }}>
                      {commit.group} #{commit.sequence}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </PageLoaded>
  )
}
