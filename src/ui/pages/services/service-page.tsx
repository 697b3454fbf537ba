import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ServiceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount } from '../../format.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { ChallengeSection } from './challenge-section.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { PredictionTable } from './prediction-table.tsx'
import { SeriesPanel } from './series-panel.tsx'
import { ServiceState } from './service-list.tsx'
import { TrafficPanel } from './traffic-panel.tsx'
import { TryService } from './try-service.tsx'

export function ServicePage() {
  const { name = '' } = useParams({ strict: false })
  const service = useAsk('getService', { params: { name } }, { everyMs: 5_000 })
  return (
    <PageLoaded query={service} name={name} noun={<Link to="/services">Services</Link>}>
      {(reply) => <Service service={reply} />}
    </PageLoaded>
  )
}

function Service({ service }: { service: ServiceReply }) {
  const path = `${service.address}/${service.answers === 'rows' ? 'predict' : 'forecast'}`
  return (
    <>
      <PageHead
        noun={<Link to="/services">Services</Link>}
        name={service.name}
        state={<ServiceState service={service} />}
        sentence={service.description}
      />
      {service.forecast === null ? null : (
        <Section title="The forecast, and what was reported">
          {service.answers === 'rows' ? (
            <ForecastPanel service={service} />
          ) : (
            <SeriesPanel service={service} />
          )}
        </Section>
      )}
      {service.answers === 'series' ? null : (
        <Section
          title="Try it"
          sentence="Each prediction is real: it is stored, and can be traced. Once you have asked, the answer follows what you move."
        >
          <TryService service={service} />
        </Section>
      )}
      <Section
        title="Traffic"
        sentence="What it was asked in the last ten minutes, of whichever of its processes."
      >
        <TrafficPanel service={service} />
      </Section>
      <Section title="Facts">
        <Facts
          facts={[
            [
              'Address',
              <span key="address">
                <code>{path}</code> <CopyButton text={`${location.origin}${path}`} what="address" />
              </span>,
            ],
            [
              'Model',
              <Link key="model" to="/models/$name" params={{ name: service.model }}>
                {service.model} {service.alias}
                {service.version === null ? ', none yet' : `, v${service.version}`}
              </Link>,
            ],
            ...service.parts.map((part): [string, ReactNode] => [
              part.kind === 'fallback' ? 'Answers otherwise' : `Part ${part.name}`,
              <Link key={part.name} to="/models/$name" params={{ name: part.model }}>
                {part.model} {part.alias}
                {part.version === null ? ', none yet' : `, v${part.version}`}
              </Link>,
            ]),
            ['Serving it since', <Moment key="since" at={service.versionSince} />],
            ['Requests', formatCount(service.requestCount)],
            ['Predictions', formatCount(service.predictionCount)],
            ['Newest prediction', <Moment key="newest" at={service.newestPredictionAt} />],
          ]}
        />
      </Section>
      {service.answers === 'rows' ? <ChallengeSection service={service} /> : null}
      <Section title="Newest predictions">
        <PredictionTable service={service} />
      </Section>
    </>
  )
}
