import { hostname } from 'node:os'
import { redisConnection, type RedisReply } from '../../features/index.ts'
import type { StreamAdapter, StreamMessage } from './stream-adapter.ts'

export interface RedisStreamOptions {
  readonly url: string
  /** The stream that rows come by, each as the field `row`. */
  readonly from: string
  /** The stream that answers go to, with the fields `id` (of the message) and `prediction`. */
  readonly to: string
  /** Consumers of one group share the messages. */
  readonly group: string
  /** How long nothing may come before it is looked whether another consumer has died. */
  readonly blockMs?: number
  /** After so long a message of another consumer, which never answered, is taken over. */
  readonly idleMs?: number
}

const messagesAtOnce = 500

/** Redis streams by a consumer group: what a dead consumer has not answered is taken over by the others. */
export function redisStream(options: RedisStreamOptions): StreamAdapter {
  const { url, from, to, group, blockMs = 1000, idleMs = 60_000 } = options
  const consumer = `${hostname()}-${process.pid}`
  // Who waits for messages holds its connection.
  const reading = redisConnection(url)
  const writing = redisConnection(url)

  async function begin(): Promise<void> {
    try {
      await writing.send([['XGROUP', 'CREATE', from, group, '0', 'MKSTREAM']])
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('BUSYGROUP'))) throw error
    }
  }

  async function takeOver(): Promise<StreamMessage[]> {
    const [claimed] = await writing.send([
      ['XAUTOCLAIM', from, group, consumer, idleMs, '0', 'COUNT', messagesAtOnce],
    ])
    return toMessages(listOf(claimed)[1])
  }

  async function readNew(): Promise<StreamMessage[]> {
    const read = ['XREADGROUP', 'GROUP', group, consumer, 'COUNT', messagesAtOnce]
    const [reply] = await reading.send([[...read, 'BLOCK', blockMs, 'STREAMS', from, '>']])
    return listOf(reply).flatMap((stream) => toMessages(listOf(stream)[1]))
  }

  return {
    name: `${from}/${group}`,

    async *read(signal) {
      await begin()
      while (!signal.aborted) {
        const abandoned = await takeOver()
        yield abandoned.length > 0 ? abandoned : await readNew()
      }
    },

    async answer(answers) {
      const added = answers.map(({ id, text }) => ['XADD', to, '*', 'id', id, 'prediction', text])
      const ids = answers.map(({ id }) => id)
      // Both or none: a message is let go of with its answer.
      await writing.send([['MULTI'], ...added, ['XACK', from, group, ...ids], ['EXEC']])
    },

    async close() {
      await Promise.all([reading.close(), writing.close()])
    },
  }
}

/** `[[id, [name, value, …]], …]`; a message that was deleted meanwhile has no fields. */
function toMessages(reply: RedisReply | undefined): StreamMessage[] {
  return listOf(reply).map((message) => {
    const [id, fields] = listOf(message)
    const texts = listOf(fields).map(String)
    const at = texts.findIndex((name, place) => place % 2 === 0 && name === 'row')
    return { id: String(id), text: at < 0 ? '' : (texts[at + 1] ?? '') }
  })
}

function listOf(reply: RedisReply | undefined): readonly RedisReply[] {
  return Array.isArray(reply) ? (reply as readonly RedisReply[]) : []
}
