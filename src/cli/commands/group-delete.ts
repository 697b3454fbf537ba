import { resolve } from 'node:path'
import { z } from 'zod'
import { compactGroup, deleteRows, type Group } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { duckdbEngine, readTableFile, type EngineRow } from '../../table/index.ts'
import { defineCommand } from '../command.ts'
import { readKeys } from '../read-keys.ts'
import { writeCounted } from '../write-value.ts'

export const groupDelete = defineCommand({
  name: 'group delete',
  summary: 'Delete rows of a group, by a file of keys',
  description:
    'The file (csv, json, jsonl, parquet) has the group’s key columns, and its event time where single ' +
    'rows are meant. Deleted rows are no more from now on, and are seen as of before. With --forget ' +
    'nothing is left of them in any segment of the group, and of groups that are made of it and have its ' +
    'key; files that they came with, training sets and predictions stay as they are.',
  example: [
    'swell group delete customers --keys gone.csv',
    'swell group delete customers --keys gone.csv --forget',
  ],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    keys: z.string().describe('The file of keys').meta({ value: '<file>' }),
    forget: z.boolean().default(false).describe('Leave nothing of them, not even as of before'),
  }),
  run: async (context, { group: name, keys: file, forget }) => {
    const project = await context.open()
    const group = getGroup(project.definition, name)
    const keys = await readKeyFile(group, resolve(context.workingFolder, file))
    const { commit, rowCount, unknownCount } = await deleteRows(project, group, keys)
    const forgotten = forget ? await forgetKeys() : undefined
    return {
      group: name,
      commit: commit === undefined ? null : { id: commit.id, sequence: commit.sequence },
      rowCount,
      unknownCount,
      forgottenCount: forgotten ?? null,
    }

    async function forgetKeys(): Promise<number> {
      const { signal, live } = context
      const own = keys.map((key) => Object.fromEntries(group.key.map((each) => [each, key[each]])))
      const options = { forget: own, signal, onProgress: live.progress }
      let forgottenCount = 0
      for (const each of [group, ...madeOf(project.definition.groups, group)]) {
        const { rowsBefore, rowsAfter } = await compactGroup(project, each, options)
        forgottenCount += rowsBefore - rowsAfter
      }
      return forgottenCount
    }
  },
  print: ({ group, rowCount, unknownCount, forgottenCount }) =>
    [
      `${writeCounted(rowCount, 'row')} of ${group} deleted.\n`,
      unknownCount === 0 ? '' : `${writeCounted(unknownCount, 'key')} had no row.\n`,
      forgottenCount === null
        ? ''
        : `${writeCounted(forgottenCount, 'telling')} forgotten; \`swell data gc --delete\` removes their content.\n`,
    ].join(''),
})

/** Groups that are made of the group, at first or second hand, and have its key. */
function madeOf(groups: readonly Group[], group: Group): Group[] {
  const own = groups.filter(
    ({ key, derive }) =>
      derive?.from.some(({ name }) => name === group.name) === true &&
      group.key.every((name) => key.includes(name)),
  )
  return own.flatMap((each) => [each, ...madeOf(groups, each)])
}

async function readKeyFile(group: Group, file: string): Promise<EngineRow[]> {
  const engine = duckdbEngine()
  try {
    return readKeys(group, await readTableFile(engine, file), file)
  } finally {
    engine.close()
  }
}
