import { newId } from '../base/index.ts'
import {
  approveByRule,
  markChecked,
  promoteVersion,
  registryErrors,
  sqlModelNotes,
  type AliasMove,
  type CardText,
  type Examination,
  type ExaminationId,
  type Judgement,
} from '../registry/index.ts'
import type { Model, Trainable } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface ExamineOptions {
  readonly version: number
  readonly alias: string
  readonly by: string
  /** Asks the gates, in a process of their own or in this one. */
  readonly judge: () => Promise<Judgement>
}

/** Asks the gates and records what they have found; where all hold, the version counts as checked. */
export async function examineVersion(
  { models, database, now, stopwatch }: ProjectPorts,
  model: Pick<Model, 'name'>,
  { version, alias, by, judge }: ExamineOptions,
): Promise<Examination> {
  const before = stopwatch()
  const { against, results } = await judge()
  const examinedAt = now()
  const examination: Examination = {
    id: newId<ExaminationId>('exa', examinedAt),
    model: model.name,
    version,
    alias,
    against,
    examinedAt,
    by,
    results,
    tookMs: stopwatch() - before,
    held: results.every((result) => result.held),
  }
  await models.addExamination(examination)
  await markChecked({ notes: sqlModelNotes({ database, now }), now }, examination)
  return examination
}

export interface PromoteOptions {
  readonly examination: Examination
  readonly reason?: string
}

/** The alias by which a model's approval is meant. */
const guardedAlias = 'champion'

/**
 * Moves an alias to a version that was examined. Throws `notApproved` where a person is to approve it first, and
 * what `promoteVersion` throws.
 */
export async function promoteExamined(
  project: ProjectPorts,
  model: Trainable,
  { examination, reason }: PromoteOptions,
): Promise<AliasMove | undefined> {
  const { database, now } = project
  const { version, alias, by, results } = examination
  const notes = sqlModelNotes({ database, now })
  if (model.approval === 'person' && alias === guardedAlias && reason === undefined) {
    const { stage } = await notes.get(model.name, version)
    const isHeld = results.every(({ held }) => held)
    if (stage !== 'approved' && isHeld) {
      throw registryErrors.notApproved({ model: model.name, version, stage, alias })
    }
  }
  const move = await promoteVersion(project, {
    model: model.name,
    version,
    alias,
    by,
    examination,
    gates: results,
    ...(reason === undefined ? {} : { reason }),
  })
  if (model.approval !== 'person' && alias === guardedAlias) {
    await approveByRule({ notes, now }, examination, await readCardText(project, model))
  }
  return move
}

/** What people have said of a model: the definition first, then what was written into the registry. */
export async function readCardText(
  { database, now }: Pick<ProjectPorts, 'database' | 'now'>,
  model: Pick<Model, 'name' | 'card'>,
): Promise<Partial<CardText>> {
  const registered = await sqlModelNotes({ database, now }).findModel(model.name)
  return { ...registered?.card, ...model.card }
}
