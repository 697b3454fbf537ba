import { newId, type Clock } from '../../base/index.ts'
import { missingParts, type CardText } from '../cards/card-text.ts'
import { registryErrors } from '../errors.ts'
import type { Examination } from '../examination.ts'
import type { ModelNotes } from './model-notes.ts'
import { stages, type Stage, type StageMove, type StageMoveId } from './version-notes.ts'

export interface StageDeps {
  readonly notes: ModelNotes
  readonly now: Clock
}

export interface Approval {
  readonly model: string
  readonly version: number
  readonly by: string
  readonly reason?: string
  /** What the card says, of the definition and of the registry together. */
  readonly card: Partial<CardText>
}

/**
 * A person approves a version: it has passed its gates, or there is a reason, which is recorded. Throws
 * `cardNotWritten` or `notChecked`. Undefined where it is approved already.
 */
export async function approveVersion(
  deps: StageDeps,
  { model, version, by, reason, card }: Approval,
): Promise<StageMove | undefined> {
  const { stage } = await deps.notes.get(model, version)
  if (stage === 'approved') return undefined
  const missing = missingParts(card)
  if (missing.length > 0) throw registryErrors.cardNotWritten({ model, version, missing })
  if (stage === 'candidate' && reason === undefined) {
    throw registryErrors.notChecked({ model, version })
  }
  return move(deps, { model, version, from: stage, to: 'approved', by, byRule: false, reason })
}

/** Gates that hold make a candidate checked, by rule. */
export function markChecked(deps: StageDeps, examination: Examination): Promise<void> {
  return raise(deps, examination, 'checked')
}

/** Where no person is asked for, a version with a written card that passes its gates is approved by rule. */
export async function approveByRule(
  deps: StageDeps,
  examination: Examination,
  card: Partial<CardText>,
): Promise<void> {
  if (missingParts(card).length === 0) await raise(deps, examination, 'approved')
}

async function raise(deps: StageDeps, examination: Examination, to: Stage): Promise<void> {
  const { model, version, by, held, id: examinationId } = examination
  const { stage: from } = await deps.notes.get(model, version)
  if (!held || stages.indexOf(from) >= stages.indexOf(to)) return
  await move(deps, { model, version, from, to, by, byRule: true, reason: undefined, examinationId })
}

async function move(
  { notes, now }: StageDeps,
  made: Omit<StageMove, 'id' | 'movedAt' | 'examinationId'> & Partial<StageMove>,
): Promise<StageMove | undefined> {
  const movedAt = now()
  const stageMove: StageMove = {
    examinationId: undefined,
    ...made,
    id: newId<StageMoveId>('stm', movedAt),
    movedAt,
  }
  // Of two at once the first has said it; the second finds it so.
  return (await notes.moveStage(stageMove)) ? stageMove : undefined
}
