import { formatDuration, parseDuration } from '../../base/index.ts'
import { describeCron } from './describe-cron.ts'
import { minute } from './occasion.ts'
import type { Trigger } from './trigger.ts'

/** What makes a pipeline due, in words: `every day at 06:30 (Europe/Dublin)`, `after daily`. */
export function describeTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'cron':
      return `${describeCron(trigger.cron)}${zone(trigger.timeZone)}`
    case 'interval':
      return `every ${formatDuration(parseDuration(trigger.every))}${start(trigger.from)}`
    case 'pipeline':
      return `after ${trigger.pipeline}`
    case 'commit':
      return `when ${trigger.group} gets a commit`
    case 'files':
      return `when a file comes that is like ${trigger.glob}`
    case 'alias':
      return `when ${trigger.alias} of ${trigger.model} moves`
  }
}

function zone(timeZone: string): string {
  return timeZone === 'UTC' ? '' : ` (${timeZone})`
}

function start(from: Date): string {
  return from.getTime() === 0 ? '' : ` from ${minute(from)}`
}
