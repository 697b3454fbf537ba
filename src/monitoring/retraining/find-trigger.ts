import { parseDuration, type Duration } from '../../base/index.ts'
import { nextRuns, type Trigger } from '../../pipelines/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import type { Asking } from './asking.ts'
import { listDecisions } from './decision-records.ts'
import { championWords, stillHolds } from './decide.ts'
import type { Retraining } from './define-retraining.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { ChampionFound, NewDataFound, RetrainingEvidence } from './retraining-evidence.ts'
import { describeRetrainingTrigger, type RetrainingTrigger } from './retraining-trigger.ts'

/** The first of the triggers that holds, the cheap ones first. */
export async function findTrigger(deps: RetrainDeps, asking: Asking): Promise<RetrainingEvidence> {
  const champion = await asking.subject.champion()
  if (champion === undefined) {
    const because = `no version is ${asking.policy.alias} yet`
    return { champion: null, trigger: { kind: 'first', because } }
  }
  const found: { newData?: NewDataFound; holds?: ChampionFound } = {}
  const about = { champion: champion.version }
  for (const trigger of asking.policy.when.toSorted((a, b) => costOf(a) - costOf(b))) {
    const { because, ...more } = await ask(deps, asking, { trigger, champion, ...found })
    Object.assign(found, more)
    if (because === undefined) continue
    const before = await findDecided(deps, asking, champion)
    return before === undefined
      ? { ...about, ...found, trigger: { kind: trigger.kind, because } }
      : { ...about, ...found, trigger: { kind: 'none', because: before } }
  }
  const wanted = asking.policy.when.map(describeRetrainingTrigger)
  const because =
    wanted.length === 0
      ? 'the policy names no trigger'
      : `it waits until ${wanted.join(', or until ')}`
  return { ...about, ...found, trigger: { kind: 'none', because } }
}

/**
 * The same rows were decided on already: asked again and again, nothing else would come out. A training that failed is
 * tried again.
 */
async function findDecided(
  { database, now }: RetrainDeps,
  { policy, subject }: Asking,
  { version }: ModelVersion,
): Promise<string | undefined> {
  const data = (await subject.data()) ?? null
  const decided = await listDecisions(database, {
    policy: policy.name,
    states: ['kept', 'proposed', 'trying', 'declined'],
    limit: 20,
  })
  const same = decided.find(
    ({ evidence }) => evidence.champion === version && evidence.newData?.trainingSetId === data,
  )
  if (same === undefined) return undefined
  const { freeAt = null } = same.evidence.limit ?? {}
  if (freeAt !== null && new Date(freeAt) <= now()) return undefined
  return `the same rows were decided on already: ${same.because}`
}

function costOf({ kind }: RetrainingTrigger): number {
  return ['new data', 'accuracy', 'drift'].indexOf(kind)
}

interface Question {
  readonly trigger: RetrainingTrigger
  readonly champion: ModelVersion
  readonly newData?: NewDataFound
  readonly holds?: ChampionFound
}

interface Asked extends Pick<RetrainingEvidence, 'newData' | 'holds'> {
  /** Undefined where the trigger does not hold. */
  readonly because?: string | undefined
}

async function ask(deps: RetrainDeps, asking: Asking, question: Question): Promise<Asked> {
  const { trigger, champion } = question
  switch (trigger.kind) {
    case 'monitor':
      return { because: await deps.findAlarm(trigger.monitor) }
    case 'age':
      return { because: findAge(champion, trigger.olderThan, deps.now()) }
    case 'schedule':
      return { because: await findTime(deps, asking.policy, trigger.on, champion) }
    case 'new data':
    case 'accuracy':
    case 'drift':
      return askRows(asking, { ...question, trigger })
  }
}

type RowTrigger = Extract<RetrainingTrigger, { kind: 'new data' | 'accuracy' | 'drift' }>

async function askRows(
  { subject, policy }: Asking,
  { trigger, ...found }: Question & { readonly trigger: RowTrigger },
): Promise<Asked> {
  const newData = found.newData ?? (await subject.findNewData())
  if (trigger.kind === 'new data') {
    const isEnough = newData.rows >= trigger.rows
    return { newData, because: isEnough ? `${newData.rows} new labelled rows` : undefined }
  }
  if (newData.rows < policy.leastRows) return { newData }
  if (trigger.kind === 'drift') {
    return { newData, because: await subject.findDrift(trigger) }
  }
  const { metric } = trigger
  if (metric !== undefined) {
    const holds = await subject.measureChampion(metric)
    return { newData, because: stillHolds(trigger, holds) ? undefined : championWords(holds) }
  }
  const holds = found.holds ?? (await subject.measureChampion())
  return { newData, holds, because: stillHolds(trigger, holds) ? undefined : championWords(holds) }
}

function findAge(
  { version, createdAt }: ModelVersion,
  limit: Duration,
  now: Date,
): string | undefined {
  if (now.getTime() - createdAt.getTime() <= parseDuration(limit)) return undefined
  return `${version} is older than ${limit}: of ${createdAt.toISOString()}`
}

async function findTime(
  deps: RetrainDeps,
  policy: Retraining,
  on: Trigger,
  champion: ModelVersion,
): Promise<string | undefined> {
  const [due] = nextRuns([on], 1, await lastLook(deps, policy, champion))
  return due !== undefined && due <= deps.now() ? `it was due at ${due.toISOString()}` : undefined
}

/** When it was decided last, or, where it never was, when the champion was trained. */
async function lastLook(
  { database, now }: RetrainDeps,
  { name }: Retraining,
  champion: ModelVersion,
): Promise<Date> {
  const [last] = await listDecisions(database, { policy: name, now: now(), limit: 1 })
  return last?.startedAt ?? champion.createdAt
}
