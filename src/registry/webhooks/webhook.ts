import type { Branded } from '../../base/index.ts'
import { registryErrors } from '../errors.ts'
import { registryEvents, type RegistryEventName } from './registry-event.ts'

export type WebhookId = Branded<'WebhookId'>

/** Somebody who wants to be told by HTTP of what happens in the registry. */
export interface Webhook {
  readonly id: WebhookId
  readonly name: string
  readonly url: string
  readonly events: readonly RegistryEventName[]
  /** The variable that holds the secret by which deliveries are signed; they are unsigned without. */
  readonly secretVariable: string | undefined
  readonly description: string | undefined
  readonly status: 'ACTIVE' | 'DISABLED'
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Throws `webhookWrong`. */
export function parseWebhookUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw registryErrors.webhookWrong({ problem: `"${text}" is no address of http or https` })
  }
  if (url.username !== '' || url.password !== '') {
    throw registryErrors.webhookWrong({ problem: 'its address holds a password' })
  }
  return url.href
}

/** All that there are where none is named. Throws `webhookWrong`. */
export function parseEvents(names: readonly string[]): readonly RegistryEventName[] {
  if (names.length === 0) return registryEvents
  return names.map((name) => {
    const found = registryEvents.find((event) => event === name)
    if (found !== undefined) return found
    const problem = `"${name}" is none of ${registryEvents.join(', ')}`
    throw registryErrors.webhookWrong({ problem })
  })
}
