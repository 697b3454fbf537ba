import type { AliasMoveReply, PromoteModelInput, RollBackModelInput } from '../api/index.ts'
import { isSwellError, SwellError } from '../base/index.ts'
import {
  getTrainable,
  promoteExamined,
  trainablesOf,
  type OpenedProject,
} from '../project/index.ts'
import {
  getVersion,
  promoteVersion,
  rollBack,
  type GateResult,
  type Promotion,
} from '../registry/index.ts'
import { checkModelName } from './check-model-name.ts'
import { examineApart } from './examine-apart.ts'
import { toAliasMoveReply, toGateReply } from './replies/models.ts'

/**
 * Asks the gates, which only a model of the project's own has, and moves an alias. Throws `gateNotHeld` with what the gates found; where the alias
 * stands there already, the answer is the move that brought it there.
 */
export async function promote(
  project: OpenedProject,
  name: string,
  { version, alias = 'champion', reason }: PromoteModelInput,
): Promise<AliasMoveReply> {
  const by = 'HTTP request'
  if (!isDefined(project, name)) {
    await checkModelName(project, name)
    const asked = { model: name, alias, version, by, gates: [] }
    const move = await promoteVersion(project, {
      ...asked,
      ...(reason === undefined ? {} : { reason }),
    })
    return toAliasMoveReply(move ?? (await lastMove(project, name, { version, alias })))
  }
  const model = getTrainable(project.definition, name)
  const examination = await examineApart(project, model, { version, alias, by })
  try {
    const move = await promoteExamined(project, model, {
      examination,
      ...(reason === undefined ? {} : { reason }),
    })
    return toAliasMoveReply(move ?? (await lastMove(project, name, { version, alias })))
  } catch (error) {
    throw isSwellError(error, 'registry.gateNotHeld')
      ? withGates(error, examination.results)
      : error
  }
}

/** Moves an alias back at once. Throws `aliasNotFound` or `nothingToRollBackTo`. */
export async function rollBackByRequest(
  project: OpenedProject,
  name: string,
  { alias = 'champion', reason }: RollBackModelInput,
): Promise<AliasMoveReply> {
  await checkModelName(project, name)
  const asked = { model: name, alias, by: 'HTTP request' }
  const move = await rollBack(project, { ...asked, ...(reason === undefined ? {} : { reason }) })
  return toAliasMoveReply(move)
}

/** What a client of another registry asks for: of a model that the project defines its gates must hold. */
export async function promoteByAlias(
  project: OpenedProject,
  { model, alias, version, by }: Pick<Promotion, 'model' | 'alias' | 'version' | 'by'>,
): Promise<void> {
  const defined = trainablesOf(project.definition).find(({ name }) => name === model)
  if (defined === undefined) {
    await promoteVersion(project, { model, alias, version, by, gates: [] })
    return
  }
  await getVersion(project.models, model, version)
  const examination = await examineApart(project, defined, { version, alias, by })
  await promoteExamined(project, defined, { examination })
}

function isDefined({ definition }: OpenedProject, model: string): boolean {
  return trainablesOf(definition).some(({ name }) => name === model)
}

async function lastMove(
  { models }: OpenedProject,
  model: string,
  { version, alias }: { readonly version: number; readonly alias: string },
) {
  const moves = await models.listMoves(model)
  const last = moves.find((move) => move.alias === alias && move.to === version)
  if (last === undefined) throw new Error(`alias ${alias} of ${model} stands where it never moved`)
  return last
}

function withGates(error: SwellError, gates: readonly GateResult[]): SwellError {
  const { code, kind, message, hint, details } = error
  const found = gates.map(toGateReply)
  return new SwellError({
    code,
    kind,
    message,
    hint,
    details: { ...details, gates: found },
    cause: error,
  })
}
