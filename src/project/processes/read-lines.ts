import type { Readable } from 'node:stream'

/** Of a line longer than this the rest is not even kept until it ends. */
const maxLength = 2_001

/** Hands each line to `write` as it comes; what it gives back tells the last one, when the stream has ended. */
export function readLines(stream: Readable, write: (text: string) => void): () => string {
  let rest = ''
  let last = ''
  const take = (line: string) => {
    last = line.slice(0, maxLength)
    write(last)
  }
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, maxLength)
    for (const line of lines) take(line)
  })
  return () => {
    if (rest !== '') take(rest)
    rest = ''
    return last
  }
}
