import { STATUS_CODES } from 'node:http'
import { answerRoom } from '../../serving/index.ts'

/** What stands in the head of every reply beside its length and the time. */
export interface ReplyHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  /** How long the connection is kept; undefined where it is closed. */
  readonly keepMs: number | undefined
}

/** The beginning of replies that have the same head but for their length. */
export function replyStart({ status, headers, keepMs }: ReplyHead): string {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(keepMs === undefined
      ? ['Connection: close']
      : ['Connection: keep-alive', `Keep-Alive: timeout=${Math.floor(keepMs / 1000)}`]),
  ]
  return `${lines.join('\r\n')}\r\ncontent-length: `
}

/** The reply of an answer that has `answerRoom` bytes before it, in the same memory. */
export function replyInPlace(start: string, answer: Buffer): Buffer {
  const length = answer.length - answerRoom
  const head = `${start}${length}\r\nDate: ${dateText()}\r\n\r\n`
  const from = answerRoom - head.length
  if (from < 0) return replyOf(start, answer.subarray(answerRoom))
  answer.write(head, from, 'latin1')
  return answer.subarray(from)
}

export function replyOf(start: string, answer: Uint8Array): Buffer {
  const head = Buffer.from(`${start}${answer.length}\r\nDate: ${dateText()}\r\n\r\n`, 'latin1')
  return Buffer.concat([head, answer])
}

let lastSecond = Number.NaN
let lastText = ''

/** As a header has it, to the second. */
function dateText(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second !== lastSecond) {
    lastSecond = second
    lastText = new Date(second * 1000).toUTCString()
  }
  return lastText
}
