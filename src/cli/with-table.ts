import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  generatorErrors,
  parseDatasetReference,
  sqlDatasetStore,
  typedColumns,
  withDatasetTable,
  withTypedTable,
  type DatasetReference,
  type TypedTable,
} from '../data/index.ts'
import { groupRelation } from '../features/index.ts'
import { allGroups, getGroup } from '../project/index.ts'
import { tableFormatOf, withEngine, type Sql, type TableEngine } from '../table/index.ts'
import type { CommandContext } from './command-context.ts'
import { withDatasets } from './open-data.ts'

type Use<Result> = (engine: TableEngine, table: TypedTable) => Promise<Result>

/**
 * Opens what a person names: a table file, a version of a dataset, or a group of the project. Memory stays
 * bounded; what doesn't fit goes to disk.
 */
export async function withTable<Result>(
  context: CommandContext,
  name: string,
  use: Use<Result>,
): Promise<Result> {
  return withEngine(async (engine) => {
    const useTyped = async (relation: Sql) => use(engine, await typedColumns(engine, relation))
    const path = resolve(context.workingFolder, name)
    const isFile = /[/\\]/.test(name) || tableFormatOf(name) !== undefined
    if (isFile || (await isThere(path))) {
      if (!(await isThere(path))) throw generatorErrors.noFileToLearn({ file: name })
      const file = { path: basename(path), open: openedAt(path) }
      return await withTypedTable(engine, file, useTyped)
    }
    if (name.includes('@')) {
      const reference = parseDatasetReference(name)
      return await withDatasets(context, (deps) =>
        withDatasetTable({ ...deps, engine }, reference, useTyped),
      )
    }
    return await useNamed(context, engine, name, use)
  })
}

function openedAt(path: string) {
  return <Result>(use: (file: string) => Promise<Result>) => use(path)
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** A plain name is a group's, else a dataset's. */
async function useNamed<Result>(
  context: CommandContext,
  engine: TableEngine,
  name: string,
  use: Use<Result>,
): Promise<Result> {
  const project = await context.open()
  const isGroup = allGroups(project.definition).some((group) => group.name === name)
  const versions = isGroup ? [] : await sqlDatasetStore(project.database).list(name)
  if (versions.length > 0) {
    const reference: DatasetReference = parseDatasetReference(name)
    return withDatasetTable({ ...project, engine }, reference, async (relation) =>
      use(engine, await typedColumns(engine, relation)),
    )
  }
  const { definition, ...deps } = project
  const group = getGroup(definition, name)
  const { relation } = await groupRelation(deps, group)
  return use(engine, { relation, columns: group.columns })
}
