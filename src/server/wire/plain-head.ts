/** The head of a request that is as most are: a POST with a body of JSON, and nothing in it that asks for more. */
export interface PlainHead {
  readonly path: string
  readonly headBytes: number
  readonly bodyBytes: number
}

/** Longer heads and bodies go the usual way. */
const mostHeadBytes = 2048
const mostBodyBytes = 2 ** 18

/**
 * What these say changes nothing of an answer. Whoever sends any other header goes the usual way. (By its mode alone,
 * without a site, a request is known that was made by a program and not by a page.)
 */
const idleHeaders = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'sec-fetch-mode',
  'user-agent',
])

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Reads the head of a request, or gives undefined for every one that is not plain to the letter: what may be read one
 * way or another is read by one who knows all ways. Of those that are the same, as most of a client are, one is read.
 */
export function plainHeadReader(): (bytes: Buffer) => PlainHead | undefined {
  let lastBytes = Buffer.alloc(0)
  let last: PlainHead | undefined
  return (bytes) => {
    const { length } = lastBytes
    if (
      last !== undefined &&
      bytes.length >= length &&
      bytes.compare(lastBytes, 0, length, 0, length) === 0
    ) {
      return last
    }
    const end = bytes.subarray(0, mostHeadBytes).indexOf(headEnd)
    if (end < 0) return undefined
    const head = readHead(bytes.toString('latin1', 0, end + 2), end + headEnd.length)
    if (head !== undefined) {
      lastBytes = Buffer.from(bytes.subarray(0, head.headBytes))
      last = head
    }
    return head
  }
}

/** `text` is the lines, each with its end. */
function readHead(text: string, headBytes: number): PlainHead | undefined {
  // Nothing but letters that can be seen and blanks, so that no line has another end than its own.
  if (!/^(?:[\x20-\x7e]+\r\n)+$/.test(text)) return undefined
  const [requestLine = '', ...lines] = text.split('\r\n').slice(0, -1)
  const path = /^POST (\/[\w./~-]*) HTTP\/1\.1$/.exec(requestLine)?.[1]
  const headers = readHeaders(lines)
  if (path === undefined || headers?.has('host') !== true) return undefined
  const bodyBytes = Number(headers.get('content-length') ?? 0)
  const isWhole = headers.has('content-type') && bodyBytes > 0 && bodyBytes <= mostBodyBytes
  return isWhole ? { path, headBytes, bodyBytes } : undefined
}

/** By their names in small letters; undefined where one isn't plain, or stands there twice. */
function readHeaders(lines: readonly string[]): ReadonlyMap<string, string> | undefined {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Za-z-]+): *([^ ].*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (name === '' || headers.has(key) || !isPlain(key, value.trimEnd())) return undefined
    headers.set(key, value.trimEnd())
  }
  return headers
}

function isPlain(key: string, value: string): boolean {
  switch (key) {
    case 'content-length':
      return /^[1-9]\d{0,6}$/.test(value)
    case 'content-type':
      return /^application\/json(?:; ?charset=utf-8)?$/i.test(value)
    case 'connection':
      return value.toLowerCase() === 'keep-alive'
    case 'host':
      return /^[\w.:[\]-]+$/.test(value)
    default:
      return idleHeaders.has(key)
  }
}
