import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { featuresErrors } from '../errors.ts'
import { encodeCommand, replyParser, type RedisReply } from './redis-protocol.ts'

/** One connection to a Redis server, made at the first command and again after it broke. */
export interface RedisConnection {
  /** Sends commands together; replies come in their order. Throws for the first that is an error. */
  send(commands: readonly (readonly (string | number)[])[]): Promise<RedisReply[]>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (reply: RedisReply) => void
  readonly reject: (error: Error) => void
}

/** `url` is `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. */
export function redisConnection(url: string): RedisConnection {
  const target = parseRedisUrl(url)
  let opened: Promise<Line> | undefined

  function line(): Promise<Line> {
    opened ??= openLine(target, () => (opened = undefined))
    opened.catch(() => (opened = undefined))
    return opened
  }

  return {
    async send(commands) {
      const { write } = await line()
      const replies = await write(commands)
      for (const reply of replies) {
        if (reply instanceof Error) {
          throw featuresErrors.redisRefused({ server: target.shown, found: reply.message })
        }
      }
      return replies
    },

    async close() {
      const open = await opened?.catch(() => undefined)
      open?.end()
    },
  }
}

interface Target {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly greeting: readonly (readonly string[])[]
  /** Without user and password. */
  readonly shown: string
}

function parseRedisUrl(url: string): Target {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !['redis:', 'rediss:'].includes(parsed.protocol)) {
    throw featuresErrors.redisUrl({})
  }
  const { hostname, port, username, password, pathname, protocol } = parsed
  const database = pathname.slice(1)
  const auth = [username, password].filter((part) => part !== '').map(decodeURIComponent)
  return {
    host: hostname,
    port: port === '' ? 6379 : Number(port),
    secure: protocol === 'rediss:',
    greeting: [
      ...(auth.length > 0 ? [['AUTH', ...auth]] : []),
      ...(database === '' ? [] : [['SELECT', database]]),
    ],
    shown: `${protocol}//${hostname}:${port === '' ? '6379' : port}`,
  }
}

interface Line {
  write(commands: readonly (readonly (string | number)[])[]): Promise<RedisReply[]>
  end(): void
}

async function openLine(target: Target, onEnd: () => void): Promise<Line> {
  const socket = await openSocket(target)
  const waiting: Waiting[] = []
  const parse = replyParser((reply) => waiting.shift()?.resolve(reply))

  function fail(error: Error): void {
    onEnd()
    socket.destroy()
    const { shown: server } = target
    const found = featuresErrors.redisUnreachable({ server, found: error.message }, error)
    for (const { reject } of waiting.splice(0)) reject(found)
  }
  socket.on('data', (bytes) => {
    try {
      parse(bytes)
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  })
  socket.on('error', fail)
  socket.on('close', () => {
    fail(new Error('the connection was closed'))
  })

  const line: Line = {
    write(commands) {
      const replies = commands.map(
        () => new Promise<RedisReply>((resolve, reject) => waiting.push({ resolve, reject })),
      )
      socket.write(commands.map(encodeCommand).join(''))
      return Promise.all(replies)
    },
    end() {
      socket.end()
    },
  }
  for (const reply of await line.write(target.greeting)) {
    if (reply instanceof Error) {
      socket.destroy()
      throw featuresErrors.redisRefused({ server: target.shown, found: reply.message })
    }
  }
  return line
}

function openSocket({ host, port, secure, shown }: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = secure ? connectTls({ host, port, servername: host }) : connectPlain(port, host)
    const refuse = (error: Error): void => {
      reject(featuresErrors.redisUnreachable({ server: shown, found: error.message }, error))
    }
    socket.setNoDelay(true)
    // A service that waits for nothing but Redis may end.
    socket.unref()
    socket.once('error', refuse)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.off('error', refuse)
      resolve(socket)
    })
  })
}
