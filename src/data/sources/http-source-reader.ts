import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { maskSecrets, newId, parseDuration, secretName, type Branded } from '../../base/index.ts'
import { httpGet, type HttpDeps, type HttpTools } from './http-get.ts'
import type { HttpRequest } from './http-request.ts'
import type { SourceAt } from './source-at.ts'
import { toldText, type HttpOrigin } from './source.ts'
import type { SourceReader } from './source-reader.ts'

/** Reads the file at a URL; or, where it is that of a folder, the files that its index.txt lists. */
export function httpSourceReader(
  at: Pick<SourceAt, 'settings' | 'environment' | 'now' | 'folder' | 'signal' | 'http'>,
  source: string,
  origin: HttpOrigin,
): SourceReader {
  const told = { settings: at.settings, environment: at.environment ?? {} }
  const { base, headers, isFile } = parseAddress(toldText(origin.url, told))
  const own: Record<string, string> = {}
  for (const [name, value] of Object.entries(origin.headers ?? {})) {
    own[name] = toldText(value, told)
  }
  const tools = { ...defaults, ...at.http, now: at.now }
  const isSecret = typeof origin.url === 'object' && origin.url.kind === 'secret'
  const placeOf = (url: URL): string =>
    isSecret ? `the address in ${addressName(origin)}` : maskSecrets(url.href)

  const request = (url: URL): Omit<HttpRequest, 'stamp' | 'sha256'> => ({
    source,
    url,
    headers: { ...headers, ...own },
    place: placeOf(url),
    maxBytes: origin.maxBytes ?? 2_000_000_000,
    timeoutMs: parseDuration(origin.timeout ?? '60s'),
    tries: origin.retry?.tries ?? 5,
    statuses: origin.retry?.statuses ?? [408, 425, 429, 500, 502, 503, 504],
    waitMs: parseDuration(origin.retry?.wait ?? '1s'),
    signal: at.signal,
    path: async () => join(await at.folder(), newId<Branded<'Draft'>>('http', at.now())),
  })

  return {
    async list() {
      if (isFile) return [{ name: nameOf(base), stamp: undefined }]
      const names = await readIndex(tools, request(below(base, 'index.txt')))
      return names.map((name) => ({ name, stamp: undefined }))
    },

    async read({ name }, known) {
      const url = isFile ? base : below(base, name)
      const sha256 = isFile ? origin.sha256 : undefined
      return httpGet(tools, { ...request(url), stamp: known?.stamp, sha256 })
    },
  }
}

const defaults: Required<HttpDeps> = {
  wait: (ms, signal) => wait(ms, undefined, { signal }),
}

async function readIndex(
  tools: HttpTools,
  request: Omit<HttpRequest, 'stamp' | 'sha256'>,
): Promise<string[]> {
  const indexBytes = 8_000_000
  const maxBytes = Math.min(request.maxBytes, indexBytes)
  const found = await httpGet(tools, { ...request, maxBytes, stamp: undefined, sha256: undefined })
  const index = found?.content instanceof Uint8Array ? new TextDecoder().decode(found.content) : ''
  const names = index.split('\n').map((line) => line.trim())
  return names.filter((name) => name !== '')
}

function addressName({ url }: HttpOrigin): string {
  return typeof url === 'object' && url.kind === 'secret' ? secretName(url) : ''
}

/** A name is no URL: `#`, `?` and `%` in it are letters like others. */
function below(base: URL, name: string): URL {
  const folder = new URL(base)
  if (!folder.pathname.endsWith('/')) folder.pathname += '/'
  const url = new URL(name.split('/').map(encodeURIComponent).join('/'), folder)
  url.search = base.search
  return url
}

function nameOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1))
}

/** User and password of an address go into a head. A query goes with every file. */
function parseAddress(url: string): {
  readonly base: URL
  readonly headers: Record<string, string>
  readonly isFile: boolean
} {
  const base = new URL(url)
  const isFile = /\.[^/.]+$/.test(base.pathname)
  const { username, password } = base
  if (username === '' && password === '') return { base, headers: {}, isFile }
  base.username = ''
  base.password = ''
  const user = [username, password].map(decodeURIComponent).join(':')
  const authorization = `Basic ${Buffer.from(user).toString('base64')}`
  return { base, headers: { authorization }, isFile }
}
