import type { Duration } from '../../base/index.ts'

/** What makes a pipeline due. */
export type Trigger = TimeTrigger | EventTrigger

export type TimeTrigger =
  | { readonly kind: 'cron'; readonly cron: string; readonly timeZone: string }
  /** At `from` and every so long after it; the clock's changes in summer and winter don't move it. */
  | { readonly kind: 'interval'; readonly every: Duration; readonly from: Date }

export type EventTrigger =
  | { readonly kind: 'pipeline'; readonly pipeline: string }
  | { readonly kind: 'commit'; readonly group: string }
  /** From the project's folder: `deliveries/**\/*.csv`. */
  | { readonly kind: 'files'; readonly glob: string }
  | { readonly kind: 'alias'; readonly model: string; readonly alias: string }

interface Named {
  readonly name: string
}

/** Minute, hour, day, month and weekday, in the time of a zone (IANA name); UTC without one. */
export function cron(pattern: string, options: { readonly timeZone?: string } = {}): Trigger {
  return Object.freeze({ kind: 'cron', cron: pattern, timeZone: options.timeZone ?? 'UTC' })
}

/** At `from`, and so long after it again and again; without it at whole multiples since 1970, in UTC. */
export function every(length: Duration, options: { readonly from?: string } = {}): Trigger {
  const from = new Date(options.from ?? 0)
  return Object.freeze({ kind: 'interval', every: length, from })
}

/** When a run of that pipeline has succeeded. */
export function afterPipeline(pipeline: Named): Trigger {
  return Object.freeze({ kind: 'pipeline', pipeline: pipeline.name })
}

/** When the group gets a commit from elsewhere than this very pipeline. */
export function onCommit(group: Named): Trigger {
  return Object.freeze({ kind: 'commit', group: group.name })
}

/** When a file comes or changes that the pattern names, as seen from the project's folder. */
export function onFiles(glob: string): Trigger {
  return Object.freeze({ kind: 'files', glob })
}

/** When the alias comes to point to another version. */
export function onAlias(model: Named, alias = 'champion'): Trigger {
  return Object.freeze({ kind: 'alias', model: model.name, alias })
}

export function isTimed(trigger: Trigger): trigger is TimeTrigger {
  return trigger.kind === 'cron' || trigger.kind === 'interval'
}

/** Tells one trigger of a pipeline from another. */
export function triggerKey(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'cron':
      return `cron ${trigger.cron} ${trigger.timeZone}`
    case 'interval':
      return `every ${trigger.every} from ${trigger.from.toISOString()}`
    case 'pipeline':
      return `after ${trigger.pipeline}`
    case 'commit':
      return `commit ${trigger.group}`
    case 'files':
      return `files ${trigger.glob}`
    case 'alias':
      return `alias ${trigger.model} ${trigger.alias}`
  }
}
