import type {
  AlertSummaryReply,
  GroupSummaryReply,
  OverviewReply,
  RunSummaryReply,
} from '../../../api/index.ts'
import { formatDistance, formatDuration } from '../../format.ts'
import type { Tone } from '../../kit/state.tsx'
import { foundWords } from '../monitors/found-words.ts'

/** Something that wants to be looked at, and where. */
export interface Attention {
  readonly tone: Tone
  readonly word: string
  readonly text: string
  readonly to: string
  readonly action: string
}

/** What is not as it should be: alerts, late groups, the newest run of a name that failed, mute services. */
export function attentionOf(
  overview: OverviewReply,
  alerts: readonly AlertSummaryReply[],
): Attention[] {
  const newest = new Map<string, RunSummaryReply>()
  for (const run of overview.runs) {
    const key = `${run.kind} ${run.name}`
    if (run.status !== 'open' && !newest.has(key)) newest.set(key, run)
  }
  return [
    ...alerts.filter(isWanting).map(firingAlert),
    ...[...newest.values()].filter(isBad).map(failedRun),
    ...overview.groups.filter(isLate).map(lateGroup),
    ...overview.services
      .filter((service) => service.version === null && overview.runs.length > 0)
      .map((service) => ({
        tone: 'warn' as const,
        word: 'mute',
        text: `${service.name} serves nothing, as no version of ${service.model} is ${service.alias}.`,
        to: `/models/${service.model}`,
        action: 'See the versions',
      })),
  ]
}

/** One that nobody has taken on yet. */
function isWanting({ state, silencedUntil }: AlertSummaryReply): boolean {
  return state === 'firing' && (silencedUntil === null || Date.parse(silencedUntil) < Date.now())
}

function firingAlert(alert: AlertSummaryReply): Attention {
  const { id, severity, monitor, badSince } = alert
  return {
    tone: severity === 'critical' ? 'bad' : 'warn',
    word: severity,
    text: `${monitor}: ${foundWords(alert)}, ${formatDistance(badSince, Date.now())}.`,
    to: `/alerts/${id}`,
    action: 'See the alert',
  }
}

function isBad(run: RunSummaryReply): boolean {
  return run.status === 'failed' || run.status === 'interrupted'
}

function failedRun(run: RunSummaryReply): Attention {
  return {
    tone: run.status === 'failed' ? 'bad' : 'warn',
    word: run.status,
    text: `${run.name} ${run.status === 'failed' ? 'failed' : 'was interrupted'} ${formatDistance(run.startedAt, Date.now())}.`,
    to: `/runs/${run.id}`,
    action: 'See the run',
  }
}

function isLate(group: GroupSummaryReply): boolean {
  return group.freshness.ageMs !== null && !group.freshness.fresh
}

function lateGroup(group: GroupSummaryReply): Attention {
  const { ageMs, expected } = group.freshness
  return {
    tone: 'warn',
    word: 'late',
    text: `${group.name} had its newest commit ${formatDuration(ageMs ?? 0)} ago; one is expected every ${expected ?? '–'}.`,
    to: `/features/groups/${group.name}`,
    action: 'See the group',
  }
}
