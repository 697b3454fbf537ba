import { learnedView, trainModel, type Model } from '../../training/index.ts'
import { measureDrift } from '../drift/measure-drift.ts'
import type { Retraining } from './define-retraining.ts'
import { findNewData } from './find-new-data.ts'
import { readFreshRows } from './fresh-rows.ts'
import { comparePair, measureChampion } from './measure-versions.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { RetrainingSubject } from './retraining-subject.ts'
import { rowsAtHand, setOf } from './rows-at-hand.ts'

/** A model of a view: with `frozen`, of a training set that a decision has settled on already. */
export function rowsSubject(
  deps: RetrainDeps,
  policy: Retraining,
  model: Model,
  frozen?: string | null,
): RetrainingSubject {
  const rows = rowsAtHand(deps, { model, alias: policy.alias }, frozen)
  const about = { policy, model, rows }
  const parts = ['train', 'test'] as const
  return {
    champion: rows.champion,
    data: async () => (await rows.set())?.id,
    findNewData: () => findNewData(deps, about),
    measureChampion: (metric) => measureChampion(deps, about, metric),
    async findDrift({ share, measuredBy }) {
      const champion = await rows.champion()
      const set = await rows.championSet()
      const fresh = await rows.fresh()
      if (champion === undefined || set === undefined || fresh === undefined) return undefined
      const view = learnedView(model.view, champion)
      const of = { set, parts: ['train'] } as const
      const learned = await readFreshRows(deps, view, of, { set: undefined, parts: [] })
      const report = measureDrift(
        { columns: learned.features },
        { columns: fresh.features },
        measuredBy,
      )
      return driftWords(report, share)
    },
    async train(own, options) {
      const set = await rows.set()
      return set === undefined ? undefined : trainModel(own, model, set, options)
    },
    // On what the candidate was held to and the champion has not learned from.
    async compare({ champion, candidate }) {
      const set = (await setOf(deps, candidate)) ?? (await rows.set())
      if (set === undefined) throw new Error(`version ${candidate.version} has no training set`)
      const known = { set: await setOf(deps, champion), parts: ['train'] } as const
      const part = await readFreshRows(deps, model.view, { set, parts: ['test'] }, known)
      return comparePair(deps, about, { champion, candidate, part })
    },
    async compareSince({ champion, candidate }) {
      const set = await rows.set()
      if (set === undefined) return undefined
      const known = { set: await setOf(deps, candidate), parts }
      const part = await readFreshRows(deps, model.view, { set, parts }, known)
      return comparePair(deps, about, { champion, candidate, part })
    },
  }
}

/** Undefined where fewer have drifted than that share. */
export function driftWords(
  { columns, driftedShare }: Pick<ReturnType<typeof measureDrift>, 'columns' | 'driftedShare'>,
  share: number,
): string | undefined {
  const drifted = columns.filter((one) => one.drifted).map(({ column }) => column)
  if (drifted.length === 0 || driftedShare < share) return undefined
  return `${drifted.length} of ${columns.length} features have drifted: ${drifted.join(', ')}`
}
