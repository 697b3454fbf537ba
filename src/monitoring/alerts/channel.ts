import { secretName, type Secret } from '../../base/index.ts'
import { monitoringErrors } from '../errors.ts'

/** Where alerts are told. Secrets stand in no definition: it says where they are. */
export type Channel =
  WebhookChannel | SlackChannel | EmailChannel | PagerDutyChannel | FileChannel | TerminalChannel

interface Named {
  /** Tells it from the other channels of a project. */
  readonly name: string
}

/** Posts JSON, signed by HMAC-SHA256 where it has a secret. */
export interface WebhookChannel extends Named {
  readonly kind: 'webhook'
  readonly url: string | Secret
  readonly signedWith?: Secret
}

/** An incoming webhook of Slack, or of what takes the same. */
export interface SlackChannel extends Named {
  readonly kind: 'slack'
  readonly url: string | Secret
}

export interface EmailChannel extends Named {
  readonly kind: 'email'
  readonly host: string
  /** 587 when left out; with `tls: 'always'` 465. */
  readonly port?: number
  /**
   * `always`: encrypted from the first byte on; `never`: not at all, for a server on this machine; else encrypted as
   * soon as the server offers it, which it must.
   */
  readonly tls?: 'always' | 'never'
  readonly user?: string
  readonly password?: Secret
  readonly from: string
  readonly to: readonly string[]
}

/** Events of version 2 of PagerDuty's API: a recovery resolves what was triggered. */
export interface PagerDutyChannel extends Named {
  readonly kind: 'pagerduty'
  readonly routingKey: Secret
  /** Theirs when left out. */
  readonly url?: string
}

/** Appends a line of JSON to a file, from the project's folder. */
export interface FileChannel extends Named {
  readonly kind: 'file'
  readonly path: string
}

/** A line where `swell up` runs. */
export interface TerminalChannel extends Named {
  readonly kind: 'terminal'
}

type Given<C extends Channel> = Omit<C, 'kind' | 'name'>

export function webhookChannel(name: string, given: Given<WebhookChannel>): WebhookChannel {
  if (typeof given.url === 'string') assertUrl(name, given.url)
  return make({ kind: 'webhook', name, ...given })
}

export function slackChannel(name: string, given: Given<SlackChannel>): SlackChannel {
  if (typeof given.url === 'string') assertUrl(name, given.url)
  return make({ kind: 'slack', name, ...given })
}

export function emailChannel(name: string, given: Given<EmailChannel>): EmailChannel {
  const { from, to, user, password } = given
  if (to.length === 0) throw wrong(name, 'nobody is written to: `to` is empty.')
  for (const address of [from, ...to]) {
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw wrong(name, `"${address}" is no address.`)
  }
  if ((user === undefined) !== (password === undefined)) {
    throw wrong(name, 'a user needs a password, and a password a user.')
  }
  return make({ kind: 'email', name, ...given })
}

export function pagerDutyChannel(name: string, given: Given<PagerDutyChannel>): PagerDutyChannel {
  if (given.url !== undefined) assertUrl(name, given.url)
  return make({ kind: 'pagerduty', name, ...given })
}

export function fileChannel(name: string, given: Given<FileChannel>): FileChannel {
  return make({ kind: 'file', name, ...given })
}

export function terminalChannel(name = 'terminal'): TerminalChannel {
  return make({ kind: 'terminal', name })
}

/** Where a channel tells, for people: what is secret is named, not shown. */
export function describeChannel(channel: Channel): string {
  switch (channel.kind) {
    case 'webhook':
    case 'slack':
      return `${channel.kind} ${typeof channel.url === 'string' ? new URL(channel.url).host : secretName(channel.url)}`
    case 'email':
      return `e-mail to ${channel.to.join(', ')}`
    case 'pagerduty':
      return 'PagerDuty'
    case 'file':
      return `file ${channel.path}`
    case 'terminal':
      return 'terminal'
  }
}

function make<C extends Channel>(channel: C): C {
  if (!/^[a-z][a-z0-9-]*$/.test(channel.name)) {
    throw wrong(channel.name, 'its name is not of small letters, digits and hyphens.')
  }
  return Object.freeze(channel)
}

function assertUrl(name: string, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw wrong(name, `"${url}" is no address of http or https.`)
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw wrong(name, 'its address holds a password: point at it with secret(…).')
  }
}

function wrong(channel: string, problem: string): Error {
  return monitoringErrors.wrongChannel({ channel, problem })
}
