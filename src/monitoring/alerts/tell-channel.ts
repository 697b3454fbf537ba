import { open, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { secretValue, systemErrorCode, type Environment } from '../../base/index.ts'
import { signPayload } from '../../registry/index.ts'
import { exchange, type OutboxDeps } from '../../storage/index.ts'
import type { AlertMessage, ToldAlert } from './alert-message.ts'
import type {
  Channel,
  EmailChannel,
  FileChannel,
  PagerDutyChannel,
  SlackChannel,
  WebhookChannel,
} from './channel.ts'
import { sendLetter } from './smtp.ts'

export interface TellDeps extends Pick<OutboxDeps, 'now' | 'log'> {
  readonly environment: Environment
  /** The project's folder. */
  readonly root: string
  /** A line where `swell up` runs. */
  readonly tell: (line: string) => void
}

/** How a problem begins where the receiver has said that it does not take the message. */
const refusal = 'it answered'

export function isRefusal(problem: string | undefined): boolean {
  return problem?.startsWith(refusal) === true
}

/** How long a receiver may take. */
export const silenceMs = 10_000

export interface Sending {
  /** The same each time that it is tried. */
  readonly id: string
  readonly message: AlertMessage
  readonly payload: string
  /** An earlier try got no answer, or a kill came before it was written down. */
  readonly mayBeThere: boolean
  readonly signal: AbortSignal | undefined
}

/** Tells a channel a message; gives why it was not taken, undefined where it was. Throws where nothing answered. */
export async function tellChannel(
  deps: TellDeps,
  channel: Channel,
  sending: Sending,
): Promise<string | undefined> {
  switch (channel.kind) {
    case 'webhook':
      return toWebhook(deps, channel, sending)
    case 'slack':
      return toSlack(deps, channel, sending)
    case 'email':
      return toEmail(deps, channel, sending)
    case 'pagerduty':
      return toPagerDuty(deps, channel, sending)
    case 'file':
      return toFile(deps, channel, sending)
    case 'terminal':
      for (const line of terminalLines(sending.message)) deps.tell(line)
      return undefined
  }
}

/** One line where it is about one alert; of several each has its own. */
function terminalLines({ title, alerts }: AlertMessage): readonly string[] {
  return alerts.length === 1 ? [title] : [title, ...alerts.map(({ what }) => `  ${what}`)]
}

/** Signed as the webhooks of the registry are: an HMAC-SHA256 of id, time and body. */
async function toWebhook(
  { environment, now }: TellDeps,
  { url, signedWith }: WebhookChannel,
  { id, payload, signal }: Sending,
): Promise<string | undefined> {
  const timestamp = String(Math.floor(now().getTime() / 1000))
  const secret = signedWith === undefined ? undefined : secretValue(signedWith, environment)
  return post(secretValue(url, environment), payload, signal, {
    'x-swell-delivery-id': id,
    'x-swell-timestamp': timestamp,
    ...(secret === undefined
      ? {}
      : { 'x-swell-signature': signPayload(secret, { id, timestamp, payload }) }),
  })
}

/** Slack does not tell what it has already: what may be there twice says so, with an id to know it by. */
async function toSlack(
  { environment }: TellDeps,
  { url }: SlackChannel,
  { id, message, mayBeThere, signal }: Sending,
): Promise<string | undefined> {
  const lines = message.alerts.map((alert) => `• ${escapeSlack(lineOf(alert))}`)
  const again = mayBeThere ? ['_It may stand above already: the try before got no answer._'] : []
  const text = [`*${escapeSlack(message.title)}*`, ...lines, ...again, `_${id}_`].join('\n')
  return post(secretValue(url, environment), JSON.stringify({ text }), signal, {})
}

/** What Slack would read as its own marks. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

async function toEmail(
  { environment, now, log }: TellDeps,
  { name, host, port, tls, user, password, from, to }: EmailChannel,
  { id, message, signal }: Sending,
): Promise<string | undefined> {
  const login =
    user === undefined || password === undefined
      ? undefined
      : { user, password: secretValue(password, environment) }
  const refused = await sendLetter({
    host,
    port: port ?? (tls === 'always' ? 465 : 587),
    tls: tls ?? 'offered',
    login,
    from,
    to,
    id,
    date: now(),
    subject: message.title,
    text: writeText(message),
    silenceMs,
    ...(signal === undefined ? {} : { signal }),
  })
  for (const { address, problem } of refused) {
    log.warn(`channel ${name}: ${address} was not told of an alert: ${problem}`)
  }
  return undefined
}

/** One event an alert, told apart by its id: told twice, they are one all the same. */
async function toPagerDuty(
  { environment }: TellDeps,
  { routingKey, url = 'https://events.pagerduty.com/v2/enqueue' }: PagerDutyChannel,
  { message, signal }: Sending,
): Promise<string | undefined> {
  const key = secretValue(routingKey, environment)
  for (const alert of message.alerts) {
    const event = {
      routing_key: key,
      event_action: message.kind === 'fired' ? 'trigger' : 'resolve',
      dedup_key: alert.id,
      payload: {
        summary: alert.what.slice(0, 1024),
        source: message.watches,
        severity: alert.severity,
        timestamp: message.at,
        component: message.monitor,
        custom_details: alert,
      },
    }
    const problem = await post(url, JSON.stringify(event), signal, {})
    if (problem !== undefined) return problem
  }
  return undefined
}

/** A line is there once, though it was written just before a kill. */
async function toFile(
  { root }: TellDeps,
  { path }: FileChannel,
  { id, payload }: Sending,
): Promise<string | undefined> {
  const place = resolve(root, path)
  const before = await readFile(place, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return ''
    throw error
  })
  const line = `{"id":${JSON.stringify(id)},${payload.slice(1)}\n`
  if (before.includes(line)) return undefined
  const file = await open(place, 'a')
  try {
    // What was torn by a kill ends here.
    await file.writeFile(before === '' || before.endsWith('\n') ? line : `\n${line}`)
    await file.sync()
  } finally {
    await file.close()
  }
  return undefined
}

async function post(
  url: string,
  body: string,
  signal: AbortSignal | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  // A receiver may send a byte now and then for ever: the whole has an end as well.
  const late = AbortSignal.timeout(2 * silenceMs)
  const { status, leave } = await exchange({
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(body),
    silenceMs,
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
  })
  leave()
  return status >= 200 && status < 300 ? undefined : `${refusal} with status ${status}`
}

function lineOf({ what, wanted, badSince, recoveredAt }: ToldAlert): string {
  const until = recoveredAt === null ? '' : ` until ${recoveredAt}`
  return `${what}; wanted ${wanted}, since ${badSince}${until}`
}

function writeText({ title, watches, alerts }: AlertMessage): string {
  const lines = alerts.flatMap((alert) => [lineOf(alert), `  swell alert show ${alert.id}`, ''])
  return [title, `It watches ${watches}.`, '', ...lines].join('\n')
}
