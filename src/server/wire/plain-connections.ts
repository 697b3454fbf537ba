import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { cameIn } from './collect-young.ts'
import { plainHeadReader, type PlainHead } from './plain-head.ts'

/** A body that came whole, by a plain request. */
export interface PlainRequest {
  readonly path: string
  readonly body: Buffer
  /** Where it comes from. */
  readonly address: string
}

/** A whole reply, head and all. */
export interface PlainReply {
  readonly bytes: Buffer
  /** Called once the bytes were sent and nobody looks at them any more, but not always. */
  release?(): void
}

export interface PlainOptions {
  /** Whether requests of this path are answered here. */
  answers(path: string): boolean
  /** It never rejects. */
  answer(request: PlainRequest): PlainReply | Promise<PlainReply>
  /** So long a connection on which nothing is asked is kept. */
  readonly idleMs: number
  /** Aborted when the server is to end. */
  readonly ending: AbortSignal
}

/** What is sent before its turn is held up to so much. */
const mostHeldBytes = 2 ** 16
/** A body that is not whole after so long, or after so many parts, goes on the usual way, which has its limits. */
const patienceMs = 500
const mostParts = 16
/** When the server ends, an answer that isn't taken is waited for so long. */
const endPatienceMs = 5000

/**
 * Answers plain requests in front of an HTTP server, straight from the bytes of their connections, which takes half
 * as long. At the first one that isn't plain, a connection is left to the server with all that was not answered.
 */
export function answerPlainly(server: Server, options: PlainOptions): void {
  const usual = server.listeners('connection') as ((socket: Socket) => void)[]
  const readHead = plainHeadReader()
  const open = new Set<Conversation>()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const handOver = (bytes: Buffer | undefined) => {
      open.delete(conversation)
      // Else it might be told before anybody listens.
      socket.pause()
      if (bytes !== undefined) socket.unshift(bytes)
      for (const listener of usual) listener.call(server, socket)
      socket.resume()
    }
    const conversation = converse(socket, { ...options, readHead, handOver })
    open.add(conversation)
    socket.once('close', () => open.delete(conversation))
  })
  options.ending.addEventListener('abort', () => {
    for (const conversation of open) conversation.end()
  })
}

interface Conversation {
  /** Once what has come whole is answered. */
  end(): void
}

interface ConversationOptions extends PlainOptions {
  readonly readHead: (bytes: Buffer) => PlainHead | undefined
  readonly handOver: (bytes: Buffer | undefined) => void
}

/** One request after the other, as they came. */
function converse(socket: Socket, options: ConversationOptions): Conversation {
  const { answers, answer, readHead, idleMs, ending } = options
  const address = socket.remoteAddress ?? ''
  let held: Buffer | undefined
  let partCount = 0
  let isBusy = false
  let isHalfClosed = false
  let slow: NodeJS.Timeout | undefined

  function hear(part: Buffer): void {
    cameIn(part.length)
    held = held === undefined ? part : Buffer.concat([held, part])
    partCount += 1
    if (!isBusy) goOn()
    else if (held.length > mostHeldBytes) socket.pause()
  }

  /** Answers what is whole. */
  function goOn(): void {
    while (held !== undefined && !isBusy) {
      const head = readHead(held)
      if (head === undefined || !answers(head.path)) return leave()
      const end = head.headBytes + head.bodyBytes
      if (held.length < end) return wait()
      const body = held.subarray(head.headBytes, end)
      held = held.length === end ? undefined : held.subarray(end)
      begin({ path: head.path, body, address })
    }
    if (!isBusy && (isHalfClosed || ending.aborted)) socket.destroySoon()
  }

  function begin(request: PlainRequest): void {
    clearTimeout(slow)
    slow = undefined
    partCount = 0
    isBusy = true
    const reply = answer(request)
    if (reply instanceof Promise) void reply.then(finishLater)
    else finish(reply)
  }

  function finishLater(reply: PlainReply): void {
    finish(reply)
    goOn()
  }

  function finish(reply: PlainReply): void {
    // Who doesn't take its answers is asked for nothing more.
    const isTaken = socket.write(reply.bytes)
    if (socket.writableLength === 0) reply.release?.()
    isBusy = !isTaken
    if (isTaken) socket.resume()
  }

  function drained(): void {
    isBusy = false
    socket.resume()
    goOn()
  }

  function wait(): void {
    if (isHalfClosed) socket.destroy()
    else if (partCount > mostParts || ending.aborted) leave()
    else slow ??= setTimeout(leave, patienceMs)
  }

  function halfClose(): void {
    isHalfClosed = true
    if (held === undefined || !isBusy) goOn()
  }

  function leave(): void {
    clearTimeout(slow)
    // Nothing more comes, and who has read to the end can't be read again.
    if (isHalfClosed) return socket.destroySoon()
    for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener)
    socket.setTimeout(0)
    options.handOver(held)
  }

  const listeners = {
    data: hear,
    drain: drained,
    end: halfClose,
    error: () => socket.destroy(),
    timeout: () => socket.destroy(),
    close: () => clearTimeout(slow),
  }
  for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener)
  socket.setTimeout(idleMs)

  return {
    end() {
      if (!isBusy && held === undefined) socket.destroySoon()
      else if (!isBusy) leave()
      else setTimeout(() => socket.destroy(), endPatienceMs).unref()
    },
  }
}
