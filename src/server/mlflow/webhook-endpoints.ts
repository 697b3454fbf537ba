import {
  parseEvents,
  parseWebhookUrl,
  registryErrors,
  sqlWebhooks,
  tryWebhook,
  type RegistryEventName,
  type Webhook,
  type Webhooks,
} from '../../registry/index.ts'
import type { MlflowDeps, MlflowEndpoint } from './endpoint.ts'
import { findChoice, findText, getText, innerFields, listFields, type Fields } from './fields.ts'
import { listed } from './messages.ts'
import { pageToken, readPage } from './paging.ts'

const statuses = ['ACTIVE', 'DISABLED'] as const
const mostWebhooks = 1000
const usualWebhooks = 100

/** Who is told of what happens in the registry. */
export const webhookEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/webhooks',
    async answer(deps, fields) {
      const status = findChoice(fields, 'status', statuses)
      const made = await storeOf(deps).insert({
        name: getText(fields, 'name'),
        url: parseWebhookUrl(getText(fields, 'url')),
        events: readEvents(fields),
        secretVariable: readSecret(fields),
        description: findText(fields, 'description'),
        ...(status === undefined ? {} : { status }),
      })
      return { webhook: toMessage(made) }
    },
  },
  {
    method: 'GET',
    path: '/webhooks',
    async answer(deps, fields) {
      const { limit, offset } = readPage(fields, { most: mostWebhooks, otherwise: usualWebhooks })
      const all = await storeOf(deps).list()
      return {
        webhooks: listed(all.slice(offset, offset + limit).map(toMessage)),
        next_page_token: pageToken(offset + limit < all.length ? offset + limit : undefined),
      }
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook_id',
    answer: async (deps, fields) => ({
      webhook: toMessage(await storeOf(deps).get(idOf(fields))),
    }),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:webhook_id',
    async answer(deps, fields) {
      const name = findText(fields, 'name')
      const url = findText(fields, 'url')
      const description = findText(fields, 'description')
      const status = findChoice(fields, 'status', statuses)
      const secretVariable = readSecret(fields)
      const changed = await storeOf(deps).update(idOf(fields), {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url: parseWebhookUrl(url) }),
        ...(description === undefined ? {} : { description }),
        ...(status === undefined ? {} : { status }),
        ...(secretVariable === undefined ? {} : { secretVariable }),
        ...(listFields(fields, 'events').length === 0 ? {} : { events: readEvents(fields) }),
      })
      return { webhook: toMessage(changed) }
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook_id',
    async answer(deps, fields) {
      await storeOf(deps).remove(idOf(fields))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:webhook_id/test',
    async answer(deps, fields) {
      const hook = await storeOf(deps).get(idOf(fields))
      const asked = innerFields(fields, 'event')
      const isAsked = Object.keys(asked.values).length > 0
      const name = isAsked ? readEvent(asked) : (hook.events[0] ?? 'model_version.created')
      const { status, problem } = await tryWebhook(deps, hook, { name, data: example })
      return {
        result: { success: problem === undefined, response_status: status, error_message: problem },
      }
    },
  },
]

/** What a receiver is sent to see whether it takes it. */
const example = { name: 'example_model', version: '1', source: 'models:/123', run_id: 'abcd1234' }

function storeOf({ database, now }: MlflowDeps): Webhooks {
  return sqlWebhooks({ database, now })
}

function idOf(fields: Fields): string {
  return getText(fields, 'webhook_id')
}

function readEvents(fields: Fields): readonly RegistryEventName[] {
  const events = listFields(fields, 'events')
  if (events.length === 0) {
    throw registryErrors.webhookWrong({ problem: 'it names no event' })
  }
  return events.map(readEvent)
}

/** Clients write `MODEL_VERSION` and `CREATED`, as the protocol's enums have them. */
function readEvent(fields: Fields): RegistryEventName {
  const name = `${getText(fields, 'entity')}.${getText(fields, 'action')}`.toLowerCase()
  const [event] = parseEvents([name])
  if (event === undefined) throw registryErrors.webhookWrong({ problem: `"${name}" is no event` })
  return event
}

/** Secrets are never kept: a client names the variable that holds it, `env:DEPLOY_SECRET`. */
function readSecret(fields: Fields): string | undefined {
  const secret = findText(fields, 'secret')
  if (secret === undefined || secret === '') return undefined
  const [, variable] = /^env:([A-Za-z_]\w*)$/.exec(secret) ?? []
  if (variable !== undefined) return variable
  throw registryErrors.webhookWrong({
    problem:
      'secrets are not kept here: set a variable where the server runs, and give "env:" and its name as the secret',
  })
}

function toMessage(hook: Webhook) {
  return {
    webhook_id: hook.id,
    name: hook.name,
    description: hook.description,
    url: hook.url,
    events: hook.events.map((event) => {
      const [entity, action] = event.split('.')
      return { entity: entity?.toUpperCase(), action: action?.toUpperCase() }
    }),
    status: hook.status,
    creation_timestamp: hook.createdAt.getTime(),
    last_updated_timestamp: hook.updatedAt.getTime(),
  }
}
