import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { secretValue, secret } from '../../base/index.ts'
import {
  fileStore,
  importRuns,
  serverStore,
  sqliteStore,
  trackingErrors,
  type ForeignStore,
} from '../../tracking/index.ts'
import { importVersions, sqlModelNotes } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'
import { writeCounted } from '../write-value.ts'

export const runsImport = defineCommand({
  name: 'runs import',
  summary: 'Take over the runs of MLflow: a folder, a SQLite file, or a running server',
  description:
    'With parameters, tags, whole histories, datasets and files, under their own ids; deleted ones stay deleted. ' +
    'Experiments are joined by name. What is there already is left alone, so that an import that broke off goes on. ' +
    'A folder may also be one that `swell runs export` has written. Versions of registered models come along under ' +
    'their own numbers, with files, tags, stages and aliases.',
  example: [
    'swell runs import mlruns',
    'swell runs import mlflow.db --artifacts mlartifacts',
    'swell runs import http://127.0.0.1:5000',
  ],
  positionals: ['from'],
  input: z.strictObject({
    from: z.string().describe('A folder, a SQLite file, or the address of a server'),
    artifacts: z
      .string()
      .optional()
      .describe('Where the files of a SQLite store lie; mlartifacts beside it when left out')
      .meta({ value: '<folder>' }),
    authorizationVariable: z
      .string()
      .optional()
      .describe('Which variable holds what the header Authorization says, as Bearer …'),
  }),
  run: async (context, { from, artifacts, authorizationVariable }) => {
    const project = await context.open()
    const authorization =
      authorizationVariable === undefined
        ? undefined
        : secretValue(secret(authorizationVariable), context.environment)
    const folder = artifacts === undefined ? undefined : resolve(context.workingFolder, artifacts)
    const store = await openStore(from, context.workingFolder, { folder, authorization })
    const { live, signal } = context
    const made = await importRuns(project, store, { onProgress: live.progress, signal })
    const isDefined = (name: string) =>
      project.definition.models.some((model) => model.name === name)
    const registry = { ...project, notes: sqlModelNotes(project), isDefined }
    const { versionCount, aliasCount } = await importVersions(registry, store, { signal })
    return { from: store.name, ...made, versionCount, aliasCount }
  },
  print: ({ from, runCount, knownCount, experimentCount, pointCount, fileCount, ...registry }) => {
    const { versionCount, aliasCount } = registry
    const models =
      versionCount === 0
        ? ''
        : `${writeCounted(versionCount, 'version')} of models, with ${aliasCount} ${aliasCount === 1 ? 'alias' : 'aliases'}.\n`
    const known = knownCount === 0 ? '' : `; ${knownCount} were here already`
    return `${writeCounted(runCount, 'run')} of ${from}, with ${writeCounted(pointCount, 'point')} of metrics and ${writeCounted(fileCount, 'file')}, in ${writeCounted(experimentCount, 'new experiment')}${known}.\n${models}`
  },
})

async function openStore(
  from: string,
  workingFolder: string,
  { folder, authorization }: { folder: string | undefined; authorization: string | undefined },
): Promise<ForeignStore> {
  if (/^https?:\/\//.test(from) && URL.canParse(from)) {
    return serverStore(from, authorization === undefined ? {} : { authorization })
  }
  const path = resolve(workingFolder, from.replace(/^sqlite:\/\/\//, ''))
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() === true) return fileStore(path)
  if (found?.isFile() === true)
    return sqliteStore(path, folder === undefined ? {} : { artifacts: folder })
  throw trackingErrors.nothingToImport({ from })
}
