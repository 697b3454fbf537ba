import {
  retrainingErrors,
  sqlMonitorStore,
  type Retraining,
  type RetrainDeps,
  defineRetraining,
} from '../monitoring/index.ts'
import { approveVersion, sqlModelNotes } from '../registry/index.ts'
import type { Trainable } from '../training/index.ts'
import { examineVersion, promoteExamined, readCardText } from './examine-version.ts'
import { judgeApart } from './judge-apart.ts'
import type { Project } from './project-definition.ts'
import type { ProjectPorts } from './project-ports.ts'
import { isServedNow } from './served-now.ts'

/** What a retraining does to the world, of a project that is open. */
export function retrainingDeps(project: ProjectPorts): RetrainDeps {
  return {
    ...project,
    examine: (model, { version, alias, by, signal }) =>
      examineVersion(project, model, {
        version,
        alias,
        by,
        judge: () =>
          judgeApart(project, model, {
            version,
            alias,
            ...(signal === undefined ? {} : { signal }),
          }),
      }),
    promote: (model, examination) => promoteExamined(project, model, { examination }),
    findRunningService: async (model, alias) => {
      const service = project.services.find(
        (one) => one.model.name === model && one.alias === alias,
      )
      return service !== undefined && (await isServedNow(project)) ? service : undefined
    },
    findAlarm: async (monitor) => findAlarm(project, monitor),
  }
}

async function findAlarm({ database }: ProjectPorts, monitor: string): Promise<string | undefined> {
  const run = await sqlMonitorStore(database).findNewest(monitor)
  if (run?.state !== 'critical') return undefined
  return `monitor ${monitor} found something critical at ${run.until.toISOString()}`
}

export interface Approval {
  readonly version: number
  readonly by: string
  readonly reason?: string | undefined
}

/** Where a model wants a person's approval, that who accepts a proposal gives it. */
export async function approveProposed(
  project: ProjectPorts,
  model: Trainable,
  { version, by, reason }: Approval,
): Promise<void> {
  if (model.approval !== 'person') return
  const approval = { model: model.name, version, by, card: await readCardText(project, model) }
  await approveVersion(
    { notes: sqlModelNotes(project), now: project.now },
    reason === undefined ? approval : { ...approval, reason },
  )
}

/** A model's policy: the only one, or the one of that name; where it has none, one that proposes. */
export function getRetraining(project: Project, model: Trainable, name?: string): Retraining {
  const own = project.retraining.filter((policy) => policy.model.name === model.name)
  const policies = own.map((policy) => policy.name)
  if (name === undefined && own.length > 1) {
    throw retrainingErrors.retrainingChoice({ model: model.name, policies })
  }
  const found = name === undefined ? own[0] : own.find((policy) => policy.name === name)
  if (found !== undefined) return found
  if (name === undefined) return defineRetraining({ model })
  throw retrainingErrors.retrainingNotFound({ policy: name, model: model.name, known: policies })
}
