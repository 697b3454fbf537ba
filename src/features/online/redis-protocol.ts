/** What a server answers: https://redis.io/docs/latest/develop/reference/protocol-spec/ (version 2). */
export type RedisReply = string | number | null | Error | readonly RedisReply[]

/** A command as the server reads it. */
export function encodeCommand(parts: readonly (string | number)[]): string {
  const texts = parts.map(String)
  return `*${texts.length}\r\n${texts.map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`).join('')}`
}

/** Takes bytes as they come and gives whole replies to `onReply`. */
export function replyParser(onReply: (reply: RedisReply) => void): (bytes: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0)
  return (bytes) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes])
    let at = 0
    for (;;) {
      const read = readReply(pending, at)
      if (read === undefined) break
      onReply(read.reply)
      at = read.end
    }
    pending = pending.subarray(at)
  }
}

interface Read {
  readonly reply: RedisReply
  readonly end: number
}

/** Undefined where the reply isn't whole yet. */
function readReply(bytes: Buffer, at: number): Read | undefined {
  const lineEnd = bytes.indexOf('\r\n', at)
  if (lineEnd < 0) return undefined
  const line = bytes.toString('utf8', at + 1, lineEnd)
  const end = lineEnd + 2
  switch (String.fromCharCode(bytes[at] ?? 0)) {
    case '+':
      return { reply: line, end }
    case '-':
      return { reply: new Error(line), end }
    case ':':
      return { reply: Number(line), end }
    case '$':
      return readText(bytes, end, Number(line))
    case '*':
      return readList(bytes, end, Number(line))
    default:
      throw new Error(
        `this is no Redis server: it answered "${bytes.toString('utf8', at, Math.min(lineEnd, at + 40))}"`,
      )
  }
}

function readText(bytes: Buffer, at: number, length: number): Read | undefined {
  if (length < 0) return { reply: null, end: at }
  const end = at + length + 2
  return bytes.length < end ? undefined : { reply: bytes.toString('utf8', at, at + length), end }
}

function readList(bytes: Buffer, at: number, length: number): Read | undefined {
  if (length < 0) return { reply: null, end: at }
  const replies: RedisReply[] = []
  let end = at
  while (replies.length < length) {
    const read = readReply(bytes, end)
    if (read === undefined) return undefined
    replies.push(read.reply)
    end = read.end
  }
  return { reply: replies, end }
}
