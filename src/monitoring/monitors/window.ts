import { formatDuration, parseDuration, type Duration } from '../../base/index.ts'

/** Which rows a run of a monitor looks at. */
export type Window =
  /** Stretches of time one after the other, at whole multiples since 1970 in UTC. */
  | { readonly kind: 'tumbling'; readonly length: Duration }
  /** Stretches of time that overlap: of `length`, one ends after each `step`. */
  | { readonly kind: 'sliding'; readonly length: Duration; readonly step: Duration }
  /** The newest rows, however old they are. */
  | { readonly kind: 'rows'; readonly count: number }

/** From `since` on and before `until`; the newest `rows` before `until` where there is no `since`. */
export type WindowRange =
  | { readonly since: Date; readonly until: Date; readonly rows?: undefined }
  | { readonly since: undefined; readonly until: Date; readonly rows: number }

export function tumbling(length: Duration): Window {
  return Object.freeze({ kind: 'tumbling', length })
}

export function sliding(length: Duration, step: Duration): Window {
  return Object.freeze({ kind: 'sliding', length, step })
}

export function lastRows(count: number): Window {
  return Object.freeze({ kind: 'rows', count })
}

/** How far apart windows end, in milliseconds; undefined where they are not counted by time. */
export function stepMs(window: Window): number | undefined {
  if (window.kind === 'rows') return undefined
  return parseDuration(window.kind === 'tumbling' ? window.length : window.step)
}

/** The last whole window at a moment. */
export function windowAt(window: Window, at: Date): WindowRange {
  const step = stepMs(window)
  if (window.kind === 'rows') return { since: undefined, until: at, rows: window.count }
  const untilMs = Math.floor(at.getTime() / (step ?? 1)) * (step ?? 1)
  return {
    since: new Date(untilMs - parseDuration(window.length)),
    until: new Date(untilMs),
  }
}

/** Every whole window that begins at `from` or later and ends by `to`, the oldest first. */
export function windowsBetween(
  window: Exclude<Window, { readonly kind: 'rows' }>,
  { from, to }: { readonly from: Date; readonly to: Date },
): WindowRange[] {
  const step = stepMs(window) ?? 1
  const lengthMs = parseDuration(window.length)
  const first = Math.ceil((from.getTime() + lengthMs) / step)
  const last = Math.floor(to.getTime() / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => ({
    since: new Date((first + place) * step - lengthMs),
    until: new Date((first + place) * step),
  }))
}

export function describeWindow(window: Window): string {
  switch (window.kind) {
    case 'tumbling':
      return `each ${formatDuration(parseDuration(window.length))}`
    case 'sliding':
      return `the last ${formatDuration(parseDuration(window.length))}, every ${formatDuration(parseDuration(window.step))}`
    case 'rows':
      return `the last ${window.count} rows`
  }
}
