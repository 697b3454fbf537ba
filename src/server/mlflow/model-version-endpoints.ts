import { mlflowStages, registryErrors, searchVersions } from '../../registry/index.ts'
import { trackingErrors } from '../../tracking/index.ts'
import type { MlflowEndpoint } from './endpoint.ts'
import { mlflowErrors } from './errors.ts'
import { readTag } from './experiment-endpoints.ts'
import {
  findBoolean,
  findText,
  findWhole,
  getText,
  listFields,
  listTexts,
  type Fields,
} from './fields.ts'
import { listed } from './messages.ts'
import { pageToken, readPage } from './paging.ts'
import { findDownloadUri, registerVersion } from './register-version.ts'
import { readVersionMessage } from './registry-messages.ts'

const mostVersions = 200_000

export const modelVersionEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/model-versions/create',
    async answer(deps, fields) {
      const model = getText(fields, 'name')
      await deps.notes.getModel(model)
      const version = await registerVersion(deps, {
        model,
        source: getText(fields, 'source'),
        runId: findText(fields, 'run_id') ?? '',
        loggedModelId: findText(fields, 'model_id') ?? '',
        runLink: findText(fields, 'run_link'),
        description: findText(fields, 'description'),
        tags: Object.fromEntries(
          listFields(fields, 'tags')
            .map(readTag)
            .map(({ key, value }) => [key, value]),
        ),
      })
      return { model_version: await readVersionMessage(deps, model, version) }
    },
  },
  {
    method: 'GET',
    path: '/model-versions/get',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      return { model_version: await readVersionMessage(deps, model, version) }
    },
  },
  {
    method: 'GET',
    path: '/model-versions/search',
    async answer(deps, fields) {
      const { items, nextOffset } = await searchVersions(deps.database, {
        ...readPage(fields, { most: mostVersions, otherwise: mostVersions }),
        filter: findText(fields, 'filter') ?? '',
        orderBy: listTexts(fields, 'order_by'),
      })
      const found = items.map(({ model, version }) => readVersionMessage(deps, model, version))
      return {
        model_versions: listed(await Promise.all(found)),
        next_page_token: pageToken(nextOffset),
      }
    },
  },
  {
    method: 'PATCH',
    path: '/model-versions/update',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      await deps.notes.describe(model, version, findText(fields, 'description') ?? '')
      return { model_version: await readVersionMessage(deps, model, version) }
    },
  },
  {
    method: 'DELETE',
    path: '/model-versions/delete',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      const aliases = await deps.models.listAliases(model)
      const used = aliases.find((alias) => alias.version === version)
      if (used !== undefined && deps.isDefined(model)) {
        throw registryErrors.versionIsServed({ model, version, alias: used.alias })
      }
      await deps.notes.deleteVersion(model, version, 'MLflow client')
      return {}
    },
  },
  {
    method: 'GET',
    path: '/model-versions/get-download-uri',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      return { artifact_uri: await findDownloadUri(deps, model, version) }
    },
  },
  {
    method: 'POST',
    path: '/model-versions/transition-stage',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      const stage = parseStage(getText(fields, 'stage'))
      if (findBoolean(fields, 'archive_existing_versions') === true) {
        for (const other of await deps.notes.list(model)) {
          if (other.mlflowStage !== stage || other.version === version) continue
          await deps.notes.setMlflowStage(model, other.version, 'Archived')
        }
      }
      await deps.notes.setMlflowStage(model, version, stage)
      return { model_version: await readVersionMessage(deps, model, version) }
    },
  },
  {
    method: 'POST',
    path: '/model-versions/set-tag',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      const { key, value } = readTag(fields)
      await deps.notes.setTag(model, version, [key, value])
      return {}
    },
  },
  {
    method: 'DELETE',
    path: '/model-versions/delete-tag',
    async answer(deps, fields) {
      const { model, version } = await readAddress(deps, fields)
      await deps.notes.deleteTag(model, version, getText(fields, 'key'))
      return {}
    },
  },
]

/** Throws `modelNotRegistered`, `mlflowVersionNotFound` or `loggedValueWrong`. */
async function readAddress(
  { notes, models }: Parameters<MlflowEndpoint['answer']>[0],
  fields: Fields,
): Promise<{ readonly model: string; readonly version: number }> {
  const model = getText(fields, 'name')
  await notes.getModel(model)
  const version = getVersionNumber(fields)
  if ((await models.find(model, version)) !== undefined) return { model, version }
  throw mlflowErrors.mlflowVersionNotFound({ model, version })
}

export function getVersionNumber(fields: Fields): number {
  const version = findWhole(fields, 'version')
  if (version !== undefined && version > 0) return version
  throw trackingErrors.loggedValueMissing({ parameter: `${fields.place}version` })
}

/** Stages may be written in any case. */
export function parseStage(text: string) {
  const found = mlflowStages.find((stage) => stage.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  throw trackingErrors.loggedValueWrong({
    parameter: 'stage',
    value: JSON.stringify(text),
    problem: `Invalid Model Version stage: ${text}. Value must be one of ${mlflowStages.join(', ')}.`,
  })
}
