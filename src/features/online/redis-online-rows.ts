import type { Column, EngineRow } from '../../table/index.ts'
import { onlineKey } from './online-key.ts'
import type { OnlineNeed } from './online-need.ts'
import {
  abandonedMs,
  type OnlineKeyRows,
  type OnlineRows,
  type OnlineState,
  type RowsRequest,
  type ToldRow,
} from './online-rows.ts'
import { redisConnection, type RedisConnection } from './redis-connection.ts'
import type { RedisReply } from './redis-protocol.ts'

/**
 * Online rows in Redis: a sorted set per key, ordered by event time, a member per row. Readers may see
 * some of what is being brought in before all of it is there.
 */
export function redisOnlineRows(url: string, options: { readonly prefix: string }): OnlineRows {
  const redis = redisConnection(url)
  const placeOf = (need: OnlineNeed): string =>
    `${options.prefix}:${need.group.name}:${need.shape.slice(0, 12)}`

  async function dropAbandoned(need: OnlineNeed, now: Date): Promise<void> {
    const shapes = `${options.prefix}:${need.group.name}:shapes`
    const [, found] = await redis.send([
      ['HSET', shapes, need.shape, now.getTime()],
      ['HGETALL', shapes],
    ])
    for (const shape of abandoned(found as readonly string[], now)) {
      const pattern = `${globbed(placeOf({ ...need, shape }))}:*`
      for await (const names of scan(redis, pattern)) await redis.send([['UNLINK', ...names]])
      await redis.send([['HDEL', shapes, shape]])
    }
  }

  return {
    async state(need) {
      const [reply] = await redis.send([['GET', `${placeOf(need)}:state`]])
      return typeof reply === 'string' ? parseState(reply) : undefined
    },

    async bring(need, rows, { state, now }) {
      for await (const some of rows) {
        const commands = putCommands(need, placeOf(need), some, now)
        for (let at = 0; at < commands.length; at += commandsPerSend) {
          await redis.send(commands.slice(at, at + commandsPerSend))
        }
      }
      const pending = state.pendingFrom?.getTime() ?? ''
      const place = `${placeOf(need)}:state`
      await redis.send([['EVAL', stateScript, 1, place, state.sequence, String(pending)]])
      await dropAbandoned(need, now)
      return true
    },

    async read(asked) {
      const commands = asked.map(({ need, requests }) => [
        ['GET', `${placeOf(need)}:state`],
        ...requests.flatMap((request) =>
          readCommands(`${placeOf(need)}:k:${request.key}`, request),
        ),
      ])
      const replies = (await redis.send(commands.flat())).values()
      return asked.map(({ need, requests }) => {
        const state = replies.next().value
        const rows = requests.map(() => toKeyRows(need, replies.next().value, replies.next().value))
        return { state: typeof state === 'string' ? parseState(state) : undefined, rows }
      })
    },

    async keys(need, limit) {
      const prefix = `${placeOf(need)}:k:`
      const found = new Set<string>()
      for await (const names of scan(redis, `${globbed(prefix)}*`)) {
        for (const name of names) found.add(name.slice(prefix.length))
        if (found.size >= limit) break
      }
      return [...found].slice(0, limit)
    },

    close: () => redis.close(),
  }
}

const commandsPerSend = 500

/** Keys of a pattern, some at a time; a key may come twice. */
async function* scan(redis: RedisConnection, pattern: string): AsyncGenerator<readonly string[]> {
  let cursor = '0'
  do {
    const [reply] = await redis.send([['SCAN', cursor, 'MATCH', pattern, 'COUNT', 1000]])
    const [next, names] = reply as readonly [string, readonly string[]]
    if (names.length > 0) yield names
    cursor = next
  } while (cursor !== '0')
}

/** A text that a pattern takes as it is. */
function globbed(text: string): string {
  return text.replaceAll(/[*?[\]\\]/g, String.raw`\$&`)
}

/** Shapes that nobody has brought anything to for long; replies name them and when it was, in turns. */
function abandoned(shapes: readonly string[], now: Date): string[] {
  return shapes.filter(
    (_, at) => at % 2 === 0 && Number(shapes[at + 1]) < now.getTime() - abandonedMs,
  )
}

/**
 * Rows stand in the first set, tombstones in the second. Arguments: how many of the older ones are kept,
 * before when the others go; then of each row its time, when it was known, by which commit and
 * text, whether it is a tombstone, and the member, which begins with time, known, commit and text.
 */
const putScript = `
local live, dead = KEYS[1], KEYS[2]
for i = 3, #ARGV, 6 do
  local at, known, commit = ARGV[i], tonumber(ARGV[i+1]), tonumber(ARGV[i+2])
  local delivery, deleted, member = ARGV[i+3], ARGV[i+4], ARGV[i+5]
  local wins = true
  for _, set in ipairs({ live, dead }) do
    for _, held in ipairs(redis.call('ZRANGEBYSCORE', set, at, at)) do
      local row = cjson.decode(held)
      if known ~= row[2] then wins = known > row[2]
      elseif commit ~= row[3] then wins = commit > row[3]
      else wins = delivery >= row[4] end
      if wins then redis.call('ZREM', set, held) end
    end
  end
  if wins then redis.call('ZADD', deleted == '1' and dead or live, at, member) end
end
local going = redis.call('ZCOUNT', live, '-inf', ARGV[2]) - tonumber(ARGV[1])
if going > 0 then redis.call('ZREMRANGEBYRANK', live, 0, going - 1) end
redis.call('ZREMRANGEBYSCORE', dead, '-inf', ARGV[2])
return 1`

function putCommands(
  need: OnlineNeed,
  place: string,
  rows: readonly ToldRow[],
  now: Date,
): (string | number)[][] {
  const before = `(${now.getTime() - need.backMs}`
  return [...Map.groupBy(rows, (row) => onlineKey(need.group, row))].map(([key, own]) => [
    'EVAL',
    putScript,
    2,
    `${place}:k:${key}`,
    `${place}:d:${key}`,
    need.newest,
    before,
    ...own.flatMap((row) => encodeRow(need, row)),
  ])
}

const stateScript = `
local held = redis.call('GET', KEYS[1])
if held and tonumber(string.match(held, '^%d+')) > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2])
return 1`

function parseState(text: string): OnlineState {
  const [sequence = '', pendingFrom = ''] = text.split(' ')
  return {
    sequence: Number(sequence),
    pendingFrom: pendingFrom === '' ? undefined : new Date(Number(pendingFrom)),
  }
}

/** Two commands for each request: what is in reach, and the newest however old. */
function readCommands(key: string, { at, after, newest }: RowsRequest): (string | number)[][] {
  const until = Number.isFinite(at) ? at : '+inf'
  const from = after === -Infinity ? '-inf' : `(${after}`
  return [
    ['ZREVRANGEBYSCORE', key, until, after < at ? from : `(${until}`],
    ['ZREVRANGEBYSCORE', key, until, '-inf', 'LIMIT', 0, newest],
  ]
}

function toKeyRows(
  need: OnlineNeed,
  within: RedisReply | undefined,
  newest: RedisReply | undefined,
): OnlineKeyRows {
  const [some, others] = [within as readonly string[], newest as readonly string[]]
  const members = some.length < others.length ? others : some
  const rows = members.map((member) => JSON.parse(member) as readonly unknown[]).toReversed()
  return {
    times: rows.map((row) => Number(row[0])),
    rows: rows.map((row) => decodeRow(need, row)),
  }
}

function encodeRow(need: OnlineNeed, row: ToldRow): (string | number)[] {
  const at = (row[need.group.time] as Date).getTime()
  const known = (row['_known_at'] as Date).getTime()
  const delivery = typeof row['_delivery'] === 'string' ? row['_delivery'] : ''
  const values = need.columns.map((column) => encode(row[column]))
  const commit = Number(row['_commit'])
  const member = JSON.stringify([at, known, commit, delivery, ...values])
  return [at, known, commit, delivery, row['_deleted'] === true ? 1 : 0, member]
}

/** JSON has no infinities. */
function encode(value: unknown): unknown {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value
}

function decodeRow(need: OnlineNeed, values: readonly unknown[]): EngineRow {
  const row: Record<string, unknown> = { _delivery: values[3] === '' ? undefined : values[3] }
  for (const [at, column] of need.columns.entries()) {
    row[column] = decode(values[at + 4], need.group.columns[column])
  }
  return row
}

function decode(value: unknown, column: Column | undefined): unknown {
  if (value === null) return undefined
  if (typeof value === 'object' && value !== null && 'number' in value) return Number(value.number)
  return column?.type === 'timestamp' ? new Date(Number(value)) : value
}
