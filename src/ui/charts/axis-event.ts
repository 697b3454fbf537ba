export const eventKinds = ['alert', 'decision', 'deployment', 'commit'] as const
export type EventKind = (typeof eventKinds)[number]

/** Something that happened, for the time axis of what was measured. */
export interface AxisEvent {
  readonly kind: EventKind
  readonly at: Date
  /** Where it went on for a while. */
  readonly until?: Date
  readonly what: string
  /** Its page. */
  readonly to: string
}

export const eventWords: Readonly<Record<EventKind, string>> = {
  alert: 'Alerts',
  decision: 'Decisions',
  deployment: 'Deployments',
  commit: 'Data commits',
}

export const eventColours: Readonly<Record<EventKind, string>> = {
  alert: 'var(--state-bad)',
  decision: 'var(--category-2)',
  deployment: 'var(--accent)',
  commit: 'var(--data-reference)',
}

/** Of all charts with a time axis, so that they stand below one another. */
export function timeMargins(width: number) {
  return { marginLeft: 44, marginRight: width < 640 ? 20 : 84, marginBottom: 36 }
}

/** From when until when everything on a page is drawn. */
export type TimeDomain = readonly [from: Date, until: Date]
