import type { TestContext } from 'node:test'
import { newId } from '../../../src/base/index.ts'
import { meanBaseline } from '../../../src/learn/index.ts'
import {
  defineRetraining,
  type RetrainDeps,
  type RetrainingDefinition,
} from '../../../src/monitoring/index.ts'
import {
  promoteVersion,
  type Examination,
  type ExaminationId,
} from '../../../src/registry/index.ts'
import { defineService, type Service } from '../../../src/serving/index.ts'
import {
  judgeVersion,
  trainModel,
  type Model,
  type Trainable,
} from '../../../src/training/index.ts'
import {
  freezeSurf,
  surfHeight,
  trainingLab,
  trainOptions,
  type TrainingLab,
} from '../../training/training-lab.ts'

/** What says the mean of what it learned, and so is beaten by whoever looks at the swell. */
export const dull: Model = { ...surfHeight, learner: meanBaseline(), encode: {} }

export const service = defineService({ name: 'surf', model: surfHeight })

export interface RetrainingLab extends TrainingLab {
  readonly deps: RetrainDeps
  /** Whether the service runs. */
  isServed: boolean
  /** What monitors found critical, by name. */
  readonly alarms: Map<string, string>
}

/** A training lab with all that a retraining does to the world, and no champion. */
export async function retrainingLab(t: TestContext): Promise<RetrainingLab> {
  const lab = await trainingLab(t)
  const alarms = new Map<string, string>()
  const made = { ...lab, alarms, isServed: false }
  const deps: RetrainDeps = {
    ...lab,
    log: trainOptions.log,
    code: async () => Promise.resolve({ commit: 'c0ffee', fingerprint: 'code 1' }),
    examine: (model, { version, alias, by }) => examine(lab, model, { version, alias, by }),
    promote: (model, examination) =>
      promoteVersion(lab, {
        model: model.name,
        version: examination.version,
        alias: examination.alias,
        by: examination.by,
        gates: examination.results,
        examination,
      }),
    findRunningService: async (): Promise<Service | undefined> =>
      Promise.resolve(made.isServed ? service : undefined),
    findAlarm: async (monitor) => Promise.resolve(alarms.get(monitor)),
  }
  return Object.assign(made, { deps })
}

async function examine(
  lab: TrainingLab,
  model: Trainable,
  { version, alias, by }: { readonly version: number; readonly alias: string; readonly by: string },
): Promise<Examination> {
  const { against, results } = await judgeVersion(lab, model, version, alias)
  const examinedAt = lab.now()
  const examination: Examination = {
    id: newId<ExaminationId>('exa', examinedAt),
    model: model.name,
    version,
    alias,
    against,
    examinedAt,
    by,
    results,
    tookMs: 1,
    held: results.every(({ held }) => held),
  }
  await lab.models.addExamination(examination)
  return examination
}

/** Trains on what is there and makes it the champion, without asking anybody. */
export async function crown(lab: TrainingLab, model: Model = surfHeight): Promise<number> {
  const { version } = await trainModel(lab, model, await freezeSurf(lab), trainOptions)
  await promoteVersion(lab, { model: model.name, version, alias: 'champion', by: 'ada', gates: [] })
  return version
}

export const policyOf = (terms: Partial<RetrainingDefinition> = {}) =>
  defineRetraining({ model: surfHeight, ...terms })

export const byHand = {
  by: 'ada',
  trigger: { kind: 'by hand', because: 'ada asked' },
} as const

export const ifDue = { by: 'the platform', trigger: 'due' } as const

export async function championOf(lab: TrainingLab): Promise<number | undefined> {
  return (await lab.models.findAlias('surf-height', 'champion'))?.version
}
