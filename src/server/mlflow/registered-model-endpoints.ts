import { parseModelName, registryErrors, removeAlias, searchModels } from '../../registry/index.ts'
import type { MlflowDeps, MlflowEndpoint } from './endpoint.ts'
import { mlflowErrors } from './errors.ts'
import { readTag } from './experiment-endpoints.ts'
import { findText, getText, listFields, listTexts, type Fields } from './fields.ts'
import { listed } from './messages.ts'
import { pageToken, readPage } from './paging.ts'
import { listLatest, readModelMessage, readVersionMessage } from './registry-messages.ts'
import { getVersionNumber, parseStage } from './model-version-endpoints.ts'

const mostModels = 1000
const usualModels = 100

const mlflowClient = 'MLflow client'

const latest: MlflowEndpoint['answer'] = async (deps, fields) => {
  const name = getText(fields, 'name')
  await deps.notes.getModel(name)
  const stages = listTexts(fields, 'stages').map(parseStage)
  return { model_versions: listed(await listLatest(deps, name, stages)) }
}

export const registeredModelEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/registered-models/create',
    async answer(deps, fields) {
      const name = parseModelName(getText(fields, 'name'))
      const description = findText(fields, 'description')
      await deps.notes.createModel(name, {
        tags: Object.fromEntries(
          listFields(fields, 'tags')
            .map(readTag)
            .map(({ key, value }) => [key, value]),
        ),
        ...(description === undefined ? {} : { description }),
      })
      return { registered_model: await readModelMessage(deps, name) }
    },
  },
  {
    method: 'GET',
    path: '/registered-models/get',
    async answer(deps, fields) {
      return { registered_model: await readModelMessage(deps, getText(fields, 'name')) }
    },
  },
  {
    method: 'GET',
    path: '/registered-models/search',
    async answer(deps, fields) {
      const { items, nextOffset } = await searchModels(deps.database, {
        ...readPage(fields, { most: mostModels, otherwise: usualModels }),
        filter: findText(fields, 'filter') ?? '',
        orderBy: listTexts(fields, 'order_by'),
      })
      const found = await Promise.all(items.map((name) => readModelMessage(deps, name)))
      return { registered_models: listed(found), next_page_token: pageToken(nextOffset) }
    },
  },
  {
    method: 'PATCH',
    path: '/registered-models/update',
    async answer(deps, fields) {
      const name = getText(fields, 'name')
      await deps.notes.describeModel(name, findText(fields, 'description') ?? '')
      return { registered_model: await readModelMessage(deps, name) }
    },
  },
  {
    method: 'POST',
    path: '/registered-models/rename',
    async answer(deps, fields) {
      const name = getText(fields, 'name')
      assertNotDefined(deps, name, 'renamed')
      const newName = getText(fields, 'new_name')
      await deps.notes.renameModel(name, newName)
      return { registered_model: await readModelMessage(deps, newName) }
    },
  },
  {
    method: 'DELETE',
    path: '/registered-models/delete',
    async answer(deps, fields) {
      const name = getText(fields, 'name')
      assertNotDefined(deps, name, 'deleted')
      await deps.notes.deleteModel(name, mlflowClient)
      return {}
    },
  },
  { method: 'POST', path: '/registered-models/get-latest-versions', answer: latest },
  { method: 'GET', path: '/registered-models/get-latest-versions', answer: latest },
  {
    method: 'POST',
    path: '/registered-models/set-tag',
    async answer({ notes }, fields) {
      const { key, value } = readTag(fields)
      await notes.setModelTag(getText(fields, 'name'), key, value)
      return {}
    },
  },
  {
    method: 'DELETE',
    path: '/registered-models/delete-tag',
    async answer({ notes }, fields) {
      await notes.deleteModelTag(getText(fields, 'name'), getText(fields, 'key'))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/registered-models/alias',
    async answer(deps, fields) {
      const asked = readAlias(fields)
      await deps.notes.getModel(asked.model)
      await deps.promote({ ...asked, version: getVersionNumber(fields), by: mlflowClient })
      return {}
    },
  },
  {
    method: 'DELETE',
    path: '/registered-models/alias',
    async answer(deps, fields) {
      const asked = readAlias(fields)
      await deps.notes.getModel(asked.model)
      // What is not there is gone, as MLflow has it.
      if ((await deps.models.findAlias(asked.model, asked.alias)) !== undefined) {
        await removeAlias(deps, { ...asked, by: mlflowClient })
      }
      return {}
    },
  },
  {
    method: 'GET',
    path: '/registered-models/alias',
    async answer(deps, fields) {
      const { model, alias } = readAlias(fields)
      await deps.notes.getModel(model)
      const found = await deps.models.findAlias(model, alias)
      if (found === undefined) throw mlflowErrors.mlflowAliasNotFound({ alias })
      return { model_version: await readVersionMessage(deps, model, found.version) }
    },
  },
]

function readAlias(fields: Fields): { readonly model: string; readonly alias: string } {
  return { model: getText(fields, 'name'), alias: getText(fields, 'alias') }
}

function assertNotDefined({ isDefined }: MlflowDeps, model: string, what: string): void {
  if (isDefined(model)) throw registryErrors.modelIsDefined({ model, what })
}
