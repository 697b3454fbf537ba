import type {
  EndChallengeInput,
  StartChallengeInput,
  ChallengeReply,
  ChallengesReply,
  ChallengeTruthReply,
} from '../../api/index.ts'
import { challengeTruth, type ArmTruth } from '../../monitoring/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import {
  advanceChallenge,
  endChallenge,
  listChallenges,
  meanMs,
  shiftOf,
  servingErrors,
  startChallenge,
  type Challenge,
  type ChallengeTallies,
} from '../../serving/index.ts'
import type { OpenServices } from '../open-services.ts'

const by = 'HTTP request'

/** Throws `serviceNotFound`. */
export async function readChallenges(
  { database }: OpenedProject,
  services: OpenServices,
  name: string,
): Promise<ChallengesReply> {
  const challenges = await listChallenges(database, services.get(name).service.name)
  return { challenges: challenges.map(toChallengeReply) }
}

/** Throws what `startChallenge` does. */
export async function startChallengeByRequest(
  project: OpenedProject,
  services: OpenServices,
  name: string,
  asked: StartChallengeInput,
): Promise<ChallengeReply> {
  const open = services.get(name)
  const challenge = await startChallenge(project, open.service, { ...toChallengeStart(asked), by })
  await open.refresh()
  return toChallengeReply(challenge)
}

export function toChallengeStart({ version, kind = 'canary', ...told }: StartChallengeInput) {
  const { shares, everyMs, leastRows, errorShare, slowerMs, shift } = told
  return {
    version,
    kind,
    plan: {
      ...(shares === undefined ? {} : { stages: shares }),
      ...(everyMs === undefined ? {} : { everyMs }),
      ...(leastRows === undefined ? {} : { leastRows }),
      limits: {
        ...(errorShare === undefined ? {} : { errorShare }),
        ...(slowerMs === undefined ? {} : { slowerMs }),
        ...(shift === undefined ? {} : { shift }),
      },
    },
  }
}

/** Throws `noChallenge` or `lastStage`. */
export async function advanceChallengeByRequest(
  project: OpenedProject,
  services: OpenServices,
  name: string,
): Promise<ChallengeReply> {
  const open = services.get(name)
  const challenge = await advanceChallenge(project, open.service, { by })
  await open.refresh()
  return toChallengeReply(challenge)
}

/** Throws `noChallenge`. */
export async function endChallengeByRequest(
  project: OpenedProject,
  services: OpenServices,
  name: string,
  { reason }: EndChallengeInput,
): Promise<ChallengeReply> {
  const open = services.get(name)
  const challenge = await endChallenge(project, open.service, { by, reason })
  await open.refresh()
  return toChallengeReply(challenge)
}

/** Throws `serviceNotFound` or `challengeNotFound`. */
export async function readChallengeTruth(
  project: OpenedProject,
  services: OpenServices,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<ChallengeTruthReply> {
  const { service } = services.get(name)
  const challenge = (await listChallenges(project.database, name)).find((one) => one.id === id)
  if (challenge === undefined) throw servingErrors.challengeNotFound({ service: name, id })
  // What was just answered is in the journals.
  await services.compact()
  const { current, challenger, difference } = await challengeTruth(project, service, challenge)
  return {
    current: toArmTruth(current),
    challenger: toArmTruth(challenger),
    difference: difference ?? null,
  }
}

function toArmTruth({ count, meanAbsoluteError }: ArmTruth) {
  return { count, meanAbsoluteError: count === 0 ? null : meanAbsoluteError }
}

export function toChallengeReply(challenge: Challenge): ChallengeReply {
  const { id, version, kind, state, plan, stage, startedBy, tallies, events } = challenge
  return {
    id,
    version,
    kind,
    state,
    shares: [...plan.stages],
    stage,
    stageSince: challenge.stageSince.toISOString(),
    startedAt: challenge.startedAt.toISOString(),
    startedBy,
    everyMs: plan.everyMs,
    leastRows: plan.leastRows,
    limits: { ...plan.limits },
    current: toArm(tallies.current),
    challenger: toArm(tallies.challenger),
    shift: toShift(tallies),
    difference: toDifference(tallies),
    events: events.map(({ at, by: who, what }) => ({ at: at.toISOString(), by: who, what })),
  }
}

function toArm(tally: ChallengeTallies['current']) {
  const { rowCount, errorCount, sample } = tally
  return {
    rowCount,
    errorCount,
    meanMs: meanMs(tally),
    meanValue: sample.length === 0 ? null : sample.reduce((a, b) => a + b, 0) / sample.length,
  }
}

function toDifference({ difference: { rowCount, sum, absoluteSum, greatest } }: ChallengeTallies) {
  if (rowCount === 0) return null
  return {
    rowCount,
    meanDifference: sum / rowCount,
    meanAbsolute: absoluteSum / rowCount,
    greatest,
  }
}

function toShift(tallies: ChallengeTallies): number | null {
  const shift = shiftOf(tallies) ?? null
  return shift === Infinity ? null : shift
}
