import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isSwellError } from '../base/index.ts'
import {
  parseDatasetReference,
  profileDataset,
  profileErrors,
  profileFile,
  profileTable,
  sqlDatasetStore,
  type Profile,
  type ProfileFileOptions,
} from '../data/index.ts'
import { trueRows } from '../features/index.ts'
import { allGroups, getGroup } from '../project/index.ts'
import { tableFormatOf, withEngine, type TableEngine } from '../table/index.ts'
import type { CommandContext } from './command-context.ts'
import { cliErrors } from './errors.ts'
import { withDatasets } from './open-data.ts'

type GivenOptions = {
  readonly [Name in keyof ProfileFileOptions]: ProfileFileOptions[Name] | undefined
}

/** A group may be profiled as it was at a moment. */
interface AsOf {
  readonly until?: Date
}

/**
 * The profile of what a person names: a table file or a folder, a group, a version of a dataset. Memory
 * stays bounded; what doesn't fit goes to disk.
 */
export async function readProfile(
  context: CommandContext,
  table: string,
  given: GivenOptions,
  asOf: AsOf = {},
): Promise<Profile> {
  const options = withoutAbsent(given)
  return withEngine(async (engine) => {
    const path = resolve(context.workingFolder, table)
    const isPath = /[/\\]|^\.+$/.test(table) || tableFormatOf(table) !== undefined
    if (asOf.until !== undefined && (isPath || table.includes('@')))
      throw cliErrors.noPast({ table })
    if (isPath) return await profileFile(engine, path, options)
    if (table.includes('@')) {
      const reference = parseDatasetReference(table)
      return await withDatasets(context, (deps) =>
        profileDataset({ ...deps, engine }, reference, options),
      )
    }
    return await profileNamed(context, engine, { name: table, path, ...asOf }, options)
  })
}

/** A plain name is a group's, else a folder's or a dataset's. */
async function profileNamed(
  context: CommandContext,
  engine: TableEngine,
  { name, path, ...asOf }: { readonly name: string; readonly path: string } & AsOf,
  options: ProfileFileOptions,
): Promise<Profile> {
  const isThere = (await stat(path).catch(() => undefined)) !== undefined
  const project = await context.open().catch((error: unknown) => {
    if (isThere) return undefined
    const isNoProject = isSwellError(error) && error.code === 'project.configNotFound'
    throw isNoProject ? profileErrors.nothingToProfile({ file: path }, error) : error
  })
  const isGroup = project && allGroups(project.definition).some((group) => group.name === name)
  if (asOf.until !== undefined && isThere && !isGroup) throw cliErrors.noPast({ table: name })
  if (project !== undefined && !isGroup && !isThere && asOf.until === undefined) {
    const versions = await sqlDatasetStore(project.database).list(name)
    if (versions.length > 0) {
      return profileDataset({ ...project, engine }, parseDatasetReference(name), options)
    }
  }
  if (isThere && !isGroup) return profileFile(engine, path, options)
  const { definition, ...deps } = project ?? (await context.open())
  const group = getGroup(definition, name)
  const { relation } = await trueRows(deps, group, asOf)
  const { time, by } = options
  return profileTable(engine, relation, {
    columns: group.columns,
    time: time ?? group.time,
    ...(by === undefined ? {} : { by }),
  })
}

function withoutAbsent(given: GivenOptions): ProfileFileOptions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
