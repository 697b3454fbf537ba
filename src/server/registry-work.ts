import type { z } from 'zod'
import type {
  ModelVersionReply,
  noteVersionInput,
  StageMovesReply,
  writeCardInput,
} from '../api/index.ts'
import { getTrainable, readCardText, type OpenedProject } from '../project/index.ts'
import { approveVersion, getVersion, missingParts, sqlModelNotes } from '../registry/index.ts'
import { checkModelName } from './check-model-name.ts'
import { readModelVersion } from './replies/models.ts'

/** Throws `modelNotFound`, `versionNotFound`, `cardNotWritten` or `notChecked`. */
export async function approveByRequest(
  project: OpenedProject,
  name: string,
  { version, reason }: { readonly version: number; readonly reason?: string | undefined },
): Promise<ModelVersionReply> {
  const model = getTrainable(project.definition, name)
  await getVersion(project.models, name, version)
  const card = await readCardText(project, model)
  await approveVersion(
    { notes: sqlModelNotes(project), now: project.now },
    { model: name, version, by: 'HTTP request', card, ...(reason === undefined ? {} : { reason }) },
  )
  return readModelVersion(project, name, version)
}

/** Throws `modelNotFound` or `modelNotRegistered`. */
export async function writeCardByRequest(
  project: OpenedProject,
  name: string,
  parts: z.output<typeof writeCardInput>,
): Promise<{ missing: string[] }> {
  const model = getTrainable(project.definition, name)
  const written = Object.entries(parts).filter(([, text]) => text !== undefined)
  await sqlModelNotes(project).writeCard(name, Object.fromEntries(written))
  return { missing: [...missingParts(await readCardText(project, model))] }
}

/** Throws `modelNotFound` or `versionNotFound`. */
export async function noteVersionByRequest(
  project: OpenedProject,
  { name, version }: { readonly name: string; readonly version: number },
  { note, tags = {} }: z.output<typeof noteVersionInput>,
): Promise<ModelVersionReply> {
  await checkModelName(project, name)
  const notes = sqlModelNotes(project)
  if (note !== undefined) await notes.describe(name, version, note)
  for (const [key, value] of Object.entries(tags)) {
    if (value === null) await notes.deleteTag(name, version, key)
    else await notes.setTag(name, version, [key, value])
  }
  return readModelVersion(project, name, version)
}

/** Throws `modelNotFound`. */
export async function readStageMoves(
  project: OpenedProject,
  name: string,
): Promise<StageMovesReply> {
  await checkModelName(project, name)
  const moves = await sqlModelNotes(project).listStageMoves(name)
  return {
    moves: moves.map(({ version, from, to, movedAt, by, byRule, reason }) => ({
      version,
      from,
      to,
      movedAt: movedAt.toISOString(),
      by,
      byRule,
      reason: reason ?? null,
    })),
  }
}
