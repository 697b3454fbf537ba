import type { ServiceTrafficReply } from '../../api/index.ts'

/** The stretch that is drawn of a service’s traffic: as long as it is kept, up to the newest point. */
export function trafficSpan({ points, spanMs, spanCount }: ServiceTrafficReply): [Date, Date] {
  const last = Date.parse(points.at(-1)?.at ?? '')
  return [new Date(last - spanCount * spanMs), new Date(last + spanMs)]
}
