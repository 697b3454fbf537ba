import { formatDistance, formatMoment } from '../format.ts'
import { useNow } from './use-now.ts'

/** `3 min ago`, with the exact time on hover. */
export function Moment({ at }: { at: string | null }) {
  const nowMs = useNow()
  if (at === null) return <span className="soft">never</span>
  return (
    <time className="nowrap" dateTime={at} title={formatMoment(at)}>
      {formatDistance(at, nowMs)}
    </time>
  )
}
