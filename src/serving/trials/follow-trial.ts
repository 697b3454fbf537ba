import { messageOf } from '../../base/index.ts'
import { getVersion } from '../../registry/index.ts'
import type { FollowDeps } from '../follow-alias.ts'
import { answerBy, assertFits, loadPredictor, type LoadedPredictor } from '../load-predictor.ts'
import type { GivenFeatures, Prediction } from '../prediction.ts'
import type { Service } from '../service.ts'
import { isAmong } from './choose-arm.ts'
import { judgeTrial } from './judge-trial.ts'
import { moveTrial, type TrialStep } from './move-trial.ts'
import { tallyCounter } from './tally-counter.ts'
import { findRunningTrial } from './trial-records.ts'
import { shareOf, type Trial } from './trial.ts'

export type TrialDeps = FollowDeps & {
  /** Moves the alias to the version of a canary that has passed its stages; throws where it may not. */
  readonly promote: (trial: Trial) => Promise<void>
}

/** What a row is answered with, and by whom where it is not the version of the alias. */
export type Answered = Pick<Prediction, 'version' | 'value' | 'trialId' | 'trialArm'>

/** The version that is tried beside the one that a service answers with, if there is one. */
export interface TrialFollower {
  /** Undefined while none runs. */
  current(): Trial | undefined

  /** Never fails because of the version on trial: then the other one answers. */
  answer(current: LoadedPredictor, key: Prediction['key'], features: GivenFeatures): Answered

  /** What a shadow would have said to rows that are answered; the values to be kept. */
  think(answered: readonly Prediction[]): readonly Omit<Prediction, 'id'>[]

  /** Takes up what was started or ended, adds what was counted, and judges. Never throws. */
  refresh(current: LoadedPredictor | undefined): Promise<void>
}

interface Running {
  readonly trial: Trial
  readonly predictor: LoadedPredictor
}

export function followTrial(deps: TrialDeps, service: Service): TrialFollower {
  const counter = tallyCounter()
  let running: Running | undefined
  let winning: Promise<void> | undefined

  async function load(trial: Trial): Promise<Running | undefined> {
    if (running?.trial.id === trial.id) return { ...running, trial }
    try {
      const version = await getVersion(deps.models, trial.model, trial.version)
      const predictor = await loadPredictor(deps, version)
      assertFits(service.model, predictor)
      return { trial, predictor }
    } catch (error) {
      await step(trial, { to: 'rolled-back', what: `went back: ${messageOf(error)}` })
      return undefined
    }
  }

  async function step(trial: Trial, next: TrialStep): Promise<void> {
    const moved = await moveTrial(deps, trial, { by: 'platform', ...next })
    if (moved === undefined) return
    deps.log.info(`service ${service.name}: version ${trial.version} ${next.what}`)
  }

  async function win(trial: Trial): Promise<void> {
    try {
      await deps.promote(trial)
      await step(trial, { to: 'won', what: 'took the alias after its last stage' })
    } catch (error) {
      await step(trial, { to: 'rolled-back', what: `may not take the alias: ${messageOf(error)}` })
    }
  }

  async function judge(trial: Trial): Promise<void> {
    const { next, because } = judgeTrial(trial, deps.now())
    if (next === 'roll-back')
      await step(trial, { to: 'rolled-back', what: `went back: ${because}` })
    if (next === 'advance')
      await step(trial, { stage: trial.stage + 1, what: `goes on: ${because}` })
    if (next === 'win') winning = win(trial).finally(() => (winning = undefined))
  }

  async function look(current: LoadedPredictor | undefined): Promise<void> {
    const trial = await counter.addTo(deps.database, service.name)
    running = trial === undefined ? undefined : await load(trial)
    // While the gates are asked, which takes its time, it answers on.
    if (running === undefined || winning !== undefined) return
    if (current?.version.version === running.trial.version) {
      await step(running.trial, { to: 'won', what: 'has the alias' })
    } else {
      await judge(running.trial)
    }
    const after = await findRunningTrial(deps.database, service.name)
    running = after === undefined ? undefined : await load(after)
  }

  return {
    current: () => running?.trial,

    answer(current, key, features) {
      const byAlias = () => answerBy(current, features)
      if (running === undefined) return byAlias()
      const { trial, predictor } = running
      if (trial.kind === 'shadow' || !isAmong(shareOf(trial), trial.id, key)) {
        return counter.time('current', trial, byAlias)
      }
      const { version } = trial
      try {
        return counter.time('candidate', trial, () => ({
          version,
          value: finite(predictor.predict(features)),
          trialId: trial.id,
          trialArm: 'candidate' as const,
        }))
      } catch {
        return byAlias()
      }
    },

    think(answered) {
      if (running === undefined || running.trial.kind !== 'shadow') return []
      const { trial, predictor } = running
      return answered.flatMap((prediction) => {
        if (!isAmong(shareOf(trial), trial.id, prediction.key)) return []
        try {
          const { value } = counter.time('candidate', trial, () => ({
            value: finite(predictor.predict(prediction.features)),
          }))
          counter.compare(trial, prediction.value, value)
          const { version } = trial
          return [{ ...prediction, version, value, trialId: trial.id, trialArm: 'shadow' as const }]
        } catch {
          return []
        }
      })
    },

    async refresh(current) {
      try {
        await look(current)
      } catch (error) {
        deps.log.error(`service ${service.name}: its trial can't be followed: ${messageOf(error)}`)
      }
    },
  }
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new RangeError(`it predicts ${value}`)
}
