import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { digestOf } from '../../base/index.ts'
import { linesOf } from './lines-of.ts'
import type { StreamAdapter, StreamMessage } from './stream-adapter.ts'

/**
 * Lines of JSON in, lines of JSON out, in the same order. A line is told from others by its place and its content:
 * the same file sent again makes predictions of the same ids.
 */
export function lineStream(input: Readable, output: Writable): StreamAdapter {
  return {
    name: 'lines',

    async *read(signal) {
      let lineNumber = 0
      const toMessages = (lines: readonly string[]): StreamMessage[] =>
        lines.flatMap((text) => {
          lineNumber += 1
          return text.trim() === '' ? [] : [{ id: `${lineNumber}:${digestOf(text)}`, text }]
        })
      for await (const lines of linesOf(untilAborted(input, signal))) yield toMessages(lines)
    },

    async answer(answers) {
      const text = answers.map((answer) => `${answer.text}\n`).join('')
      if (!output.write(text)) await once(output, 'drain')
    },

    close: () => Promise.resolve(),
  }
}

/** Also where nothing comes any more. */
async function* untilAborted(input: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const end = () => void input.destroy()
  signal.addEventListener('abort', end, { once: true })
  try {
    yield* input as AsyncIterable<Buffer>
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', end)
  }
}
