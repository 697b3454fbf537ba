import { parseDuration, type Duration } from '../../base/index.ts'
import { cron, type Trigger } from '../../pipelines/index.ts'
import type { DriftOptions } from '../drift/drift-options.ts'

/** What may make a model worth retraining. */
export type RetrainingTrigger =
  | { readonly kind: 'new data'; readonly rows: number }
  | { readonly kind: 'accuracy'; readonly worseBy: number; readonly metric: string | undefined }
  | { readonly kind: 'drift'; readonly share: number; readonly measuredBy: HowDriftIsMeasured }
  | { readonly kind: 'monitor'; readonly monitor: string }
  | { readonly kind: 'age'; readonly olderThan: Duration }
  | { readonly kind: 'schedule'; readonly on: Trigger }

/** As `measureDrift` takes it: the mode, other tests and bounds of columns. */
export type HowDriftIsMeasured = Omit<DriftOptions, 'driftShareLimit'>

/** So many labelled rows have come to be known that the champion has neither learned from nor been held to. */
export function newRows(rows: number): RetrainingTrigger {
  return Object.freeze({ kind: 'new data', rows })
}

/**
 * On those rows it is worse, by this share, than it was on the rows that it was held to: 0.1 is 10 %. By the metric that
 * the policy goes by, or by another of the model: `lessAccurate(0.1, 'rmse')`.
 */
export function lessAccurate(worseBy = 0.1, metric?: string): RetrainingTrigger {
  return Object.freeze({ kind: 'accuracy', worseBy, metric })
}

/**
 * So large a share of the features has drifted between what it learned from and those rows; by other measures with
 * `featuresDrift(0.5, { mode: 'evidently' })` or `{ tests: { height: 'wasserstein' } }`.
 */
export function featuresDrift(share = 0.5, measuredBy: HowDriftIsMeasured = {}): RetrainingTrigger {
  return Object.freeze({ kind: 'drift', share, measuredBy })
}

/** The newest run of a monitor found something critical. */
export function monitorAlarms(monitor: { readonly name: string } | string): RetrainingTrigger {
  return Object.freeze({
    kind: 'monitor',
    monitor: typeof monitor === 'string' ? monitor : monitor.name,
  })
}

/** It was trained longer ago than that. */
export function olderThan(age: Duration): RetrainingTrigger {
  return Object.freeze({ kind: 'age', olderThan: age })
}

/** At times: a cron pattern in UTC, `cron(…)` in a zone of one's own, or `every('7d')`. */
export function atTimes(on: string | Trigger): RetrainingTrigger {
  return Object.freeze({ kind: 'schedule', on: typeof on === 'string' ? cron(on) : on })
}

/** The trigger as a sentence's end: "retrain when …". */
export function describeRetrainingTrigger(trigger: RetrainingTrigger): string {
  switch (trigger.kind) {
    case 'new data':
      return trigger.rows === 1
        ? 'a new labelled row is there'
        : `${trigger.rows} new labelled rows are there`
    case 'accuracy':
      return `the champion is worse by ${showShare(trigger.worseBy)}${trigger.metric === undefined ? '' : ` in ${trigger.metric}`} on the newest labelled rows`
    case 'drift':
      return `${showShare(trigger.share)} of the features have drifted`
    case 'monitor':
      return `monitor ${trigger.monitor} finds something critical`
    case 'age':
      return `the champion is older than ${trigger.olderThan}`
    case 'schedule':
      return trigger.on.kind === 'cron'
        ? `it is time (${trigger.on.cron}, ${trigger.on.timeZone})`
        : 'it is time'
  }
}

/** What is wrong with a trigger, as the end of a sentence; undefined where nothing is. */
export function findTriggerFault(trigger: RetrainingTrigger): string | undefined {
  switch (trigger.kind) {
    case 'new data':
      return isCount(trigger.rows)
        ? undefined
        : `newRows(${trigger.rows}) wants a whole number from 1 on`
    case 'accuracy':
      return trigger.worseBy >= 0 && Number.isFinite(trigger.worseBy)
        ? undefined
        : `lessAccurate(${trigger.worseBy}) wants a share from 0 on: 0.1 is 10 %`
    case 'drift':
      return trigger.share > 0 && trigger.share <= 1
        ? undefined
        : `featuresDrift(${trigger.share}) wants a share above 0 and up to 1`
    case 'monitor':
      return undefined
    case 'age':
      return findDurationFault(trigger.olderThan)
    case 'schedule':
      return trigger.on.kind === 'cron' || trigger.on.kind === 'interval'
        ? undefined
        : 'atTimes wants times: a cron pattern, or every(…)'
  }
}

export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1
}

/** Undefined where it is a length of time above zero. */
export function findDurationFault(text: string): string | undefined {
  try {
    return parseDuration(text) > 0 ? undefined : `${text} is no time at all`
  } catch {
    return `"${text}" is no length of time such as 12h or 7d`
  }
}

export function showShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
