import type { AliasMoveReply, PromoteModelInput } from '../api/index.ts'
import { isSwellError, SwellError } from '../base/index.ts'
import { getModel, type OpenedProject } from '../project/index.ts'
import { promoteVersion, type GateResult } from '../registry/index.ts'
import { judgeVersion } from '../training/index.ts'
import { toAliasMoveReply, toGateReply } from './replies/models.ts'

/**
 * Asks the gates and moves an alias. Throws `gateNotHeld` with what the gates found; where the alias
 * stands there already, the answer is the move that brought it there.
 */
export async function promote(
  project: OpenedProject,
  name: string,
  { version, alias = 'champion', reason }: PromoteModelInput,
): Promise<AliasMoveReply> {
  const model = getModel(project.definition, name)
  const gates = await judgeVersion(project, model, version, alias)
  const asked = { model: name, version, alias, by: 'HTTP request', gates }
  try {
    const move = await promoteVersion(project, {
      ...asked,
      ...(reason === undefined ? {} : { reason }),
    })
    return toAliasMoveReply(move ?? (await lastMove(project, name, asked)))
  } catch (error) {
    throw isSwellError(error, 'registry.gateNotHeld') ? withGates(error, gates) : error
  }
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
