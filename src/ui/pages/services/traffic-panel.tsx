import type { ServiceReply, ServiceTrafficReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { LatencyChart } from '../../charts/latency-chart.tsx'
import { RateChart } from '../../charts/rate-chart.tsx'
import { formatCount, formatNumber } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'

/** Rate, latency, errors and versions of a service, as they are now and were ten minutes ago. */
export function TrafficPanel({ service }: { service: ServiceReply }) {
  const params = { name: service.name }
  const traffic = useAsk('getServiceTraffic', { params }, { everyMs: 2_000 })
  return (
    <Loaded query={traffic} height={200}>
      {(reply) =>
        reply.points.length === 0 ? (
          <Empty
            title="Nothing was asked in the last ten minutes"
            command={`swell service load-test ${service.name} --for 30s`}
          />
        ) : (
          <>
            <Facts facts={factsOf(reply)} />
            <div className="columns">
              <RateChart traffic={reply} />
              <LatencyChart traffic={reply} />
            </div>
          </>
        )
      }
    </Loaded>
  )
}

type Point = ServiceTrafficReply['points'][number]

const minuteMs = 60_000

/** Of the last minute that something was asked in. */
function factsOf({ points, spanMs }: ServiceTrafficReply): [string, string][] {
  const last = Date.parse(points.at(-1)?.at ?? '')
  const recent = points.filter(({ at }) => Date.parse(at) > last - minuteMs)
  const sum = (of: (point: Point) => number) => recent.reduce((total, one) => total + of(one), 0)
  const answered = sum(({ requestCount }) => requestCount)
  const failed = sum(({ failureCount }) => failureCount)
  const first = Date.parse(recent[0]?.at ?? '')
  const seconds = Math.max(spanMs, last + spanMs - first) / 1000
  const worst = (of: (point: Point) => number | null) => {
    const found = recent.flatMap((point) => of(point) ?? [])
    return found.length === 0 ? '–' : `${formatNumber(Math.max(...found))} ms`
  }
  const share = answered + failed === 0 ? 0 : failed / (answered + failed)
  return [
    ['Requests a second', formatNumber((answered + failed) / seconds)],
    ['Rows', formatCount(sum(({ rowCount }) => rowCount))],
    ['Half within', worst(({ medianMs }) => medianMs)],
    ['95 of 100 within', worst(({ p95Ms }) => p95Ms)],
    ['99 of 100 within', worst(({ p99Ms }) => p99Ms)],
    ['Not answered', `${formatCount(failed)} (${formatNumber(share * 100)} %)`],
    ['Versions', versionsText(recent)],
  ]
}

function versionsText(points: readonly Point[]): string {
  const counts = new Map<string, number>()
  for (const { versions } of points) {
    for (const { version, requestCount } of versions) {
      counts.set(version, (counts.get(version) ?? 0) + requestCount)
    }
  }
  const total = [...counts.values()].reduce((one, other) => one + other, 0)
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([version, count]) => `v${version} ${formatNumber((count / total) * 100)} %`)
    .join(', ')
}
