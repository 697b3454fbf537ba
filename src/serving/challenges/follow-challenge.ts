import { messageOf } from '../../base/index.ts'
import { getVersion } from '../../registry/index.ts'
import type { FollowDeps } from '../follow-alias.ts'
import { assertFits, loadPredictor, type LoadedPredictor } from '../load-predictor.ts'
import type { Prediction } from '../prediction.ts'
import type { Service } from '../service.ts'
import { isAmong } from './choose-arm.ts'
import { judgeChallenge } from './judge-challenge.ts'
import { moveChallenge, type ChallengeStep } from './move-challenge.ts'
import { tallyCounter } from './tally-counter.ts'
import { findRunningChallenge } from './challenge-records.ts'
import { shareOf, type Challenge } from './challenge.ts'

export type ChallengeDeps = FollowDeps & {
  /** Moves the alias to the version of a canary that has passed its stages; throws where it may not. */
  readonly promote: (challenge: Challenge) => Promise<void>
}

/** What a row is answered with, and by whom where it is not the version of the alias. */
export type Answered = Pick<Prediction, 'version' | 'value' | 'challengeId' | 'challengeArm'>

/** A row, as a model is given it. */
export type AskedRow = Pick<Prediction, 'key' | 'features'>

/** The version that is tried beside the one that a service answers with, if there is one. */
export interface ChallengeFollower {
  /** Undefined while none runs. */
  current(): Challenge | undefined

  /** Never fails because of the version that challenges: then the other one answers. */
  answer(current: LoadedPredictor, rows: readonly AskedRow[]): Promise<readonly Answered[]>

  /** The version that made a prediction, if that one challenges. */
  predictorOf(prediction: Pick<Prediction, 'challengeId' | 'version'>): LoadedPredictor | undefined

  /** What a shadow would have said to rows that are answered; the values to be kept. */
  think(
    answered: readonly Prediction[],
    current: LoadedPredictor,
  ): Promise<readonly Omit<Prediction, 'id'>[]>

  /** Takes up what was started or ended, adds what was counted, and judges. Never throws. */
  refresh(current: LoadedPredictor | undefined): Promise<void>
}

interface Running {
  readonly challenge: Challenge
  readonly predictor: LoadedPredictor
}

export function followChallenge(
  deps: ChallengeDeps,
  service: Service,
  /** Throws where a version can't stand where the service has it. */
  assertStands: (predictor: LoadedPredictor) => void = () => undefined,
): ChallengeFollower {
  const counter = tallyCounter()
  let running: Running | undefined
  let winning: Promise<void> | undefined
  let lastLook = Promise.resolve()

  async function load(challenge: Challenge): Promise<Running | undefined> {
    if (running?.challenge.id === challenge.id) return { ...running, challenge }
    try {
      const version = await getVersion(deps.models, challenge.model, challenge.version)
      const predictor = await loadPredictor(deps, version, service.batching)
      assertFits(service.model, predictor)
      assertStands(predictor)
      return { challenge, predictor }
    } catch (error) {
      await step(challenge, { to: 'rolled-back', what: `went back: ${messageOf(error)}` })
      return undefined
    }
  }

  async function step(challenge: Challenge, next: ChallengeStep): Promise<void> {
    const moved = await moveChallenge(deps, challenge, { by: 'platform', ...next })
    if (moved === undefined) return
    deps.log.info(`service ${service.name}: version ${challenge.version} ${next.what}`)
  }

  async function win(challenge: Challenge): Promise<void> {
    try {
      await deps.promote(challenge)
      await step(challenge, { to: 'won', what: 'took the alias after its last stage' })
    } catch (error) {
      await step(challenge, {
        to: 'rolled-back',
        what: `may not take the alias: ${messageOf(error)}`,
      })
    }
  }

  async function judge(challenge: Challenge): Promise<void> {
    const { next, because } = judgeChallenge(challenge, deps.now())
    if (next === 'roll-back')
      await step(challenge, { to: 'rolled-back', what: `went back: ${because}` })
    if (next === 'advance')
      await step(challenge, { stage: challenge.stage + 1, what: `goes on: ${because}` })
    if (next === 'win') winning = win(challenge).finally(() => (winning = undefined))
  }

  async function look(current: LoadedPredictor | undefined): Promise<void> {
    const challenge = await counter.addTo(deps.database, service.name)
    running = challenge === undefined ? undefined : await load(challenge)
    // While the gates are asked, which takes its time, it answers on.
    if (running === undefined || winning !== undefined) return
    if (current?.version.version === running.challenge.version) {
      await step(running.challenge, { to: 'won', what: 'has the alias' })
    } else {
      await judge(running.challenge)
    }
    const after = await findRunningChallenge(deps.database, service.name)
    running = after === undefined ? undefined : await load(after)
  }

  /** Both versions about the rows that are the challenger's, the current one about all. */
  async function askBoth(current: LoadedPredictor, rows: readonly AskedRow[]) {
    const own = running
    const all = rows.map(({ features }) => features)
    const places = [...rows.keys()].filter((place) => isMine(own, rows[place]))
    if (own === undefined || places.length === 0) {
      const values = await current.predictMany(all)
      return { challenge: own?.challenge, current: values, challenger: noValues }
    }
    const both = await counter.ask(own.challenge, {
      rowCount: rows.length,
      places,
      current: () => current.predictMany(all),
      challenger: () => own.predictor.predictMany(places.map((place) => all[place] ?? {})),
    })
    return { challenge: own.challenge, ...both }
  }

  return {
    current: () => running?.challenge,

    async answer(current, rows) {
      const found = await askBoth(current, rows)
      const version = current.version.version
      return rows.map((_, place): Answered => {
        const value = found.challenger.get(place)
        const { challenge } = found
        return value === undefined || challenge === undefined || challenge.kind === 'shadow'
          ? { version, value: found.current[place] ?? Number.NaN }
          : {
              version: challenge.version,
              value,
              challengeId: challenge.id,
              challengeArm: 'challenger',
            }
      })
    },

    predictorOf({ challengeId }) {
      return challengeId !== undefined && running?.challenge.id === challengeId
        ? running.predictor
        : undefined
    },

    async think(answered, current) {
      if (running === undefined || running.challenge.kind !== 'shadow') return []
      const { id, version } = running.challenge
      const mine = answered.filter((prediction) => isMine(running, prediction))
      if (mine.length === 0) return []
      const { challenger } = await askBoth(current, mine)
      return mine.flatMap((prediction, place) => {
        const value = challenger.get(place)
        if (value === undefined) return []
        return [{ ...prediction, version, value, challengeId: id, challengeArm: 'shadow' as const }]
      })
    },

    refresh(current) {
      lastLook = lastLook
        .then(() => look(current))
        .catch((error: unknown) => {
          const problem = messageOf(error)
          deps.log.error(`service ${service.name}: its challenge can't be followed: ${problem}`)
        })
      return lastLook
    },
  }
}

const noValues: ReadonlyMap<number, number> = new Map()

/** Whether a row is among those that a challenge is about. */
function isMine(running: Running | undefined, row: Pick<Prediction, 'key'> | undefined): boolean {
  if (running === undefined || row === undefined) return false
  return isAmong(shareOf(running.challenge), running.challenge.id, row.key)
}
