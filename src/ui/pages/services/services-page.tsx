import { useAsk } from '../../ask.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { ServiceList } from './service-list.tsx'

export function ServicesPage() {
  const services = useAsk('listServices', undefined, { everyMs: 5_000 })
  return (
    <>
      <PageHead
        name="Services"
        sentence="A service answers over HTTP with the version that its alias points to."
      />
      <Loaded query={services}>{(reply) => <ServiceList services={reply.services} />}</Loaded>
    </>
  )
}
