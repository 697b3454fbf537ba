import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const home = '/usr/lib/postgresql'

/** Where PostgreSQL's programs are, if they are installed. */
export function findPostgres(): string | undefined {
  if (!existsSync(home)) return undefined
  const versions = readdirSync(home).toSorted((a, b) => Number(b) - Number(a))
  return versions
    .map((version) => join(home, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
}

export interface PostgresServer {
  /** With a password. */
  readonly url: string
  /** Runs SQL as its owner does. */
  readonly run: (sql: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A private server in a temporary folder, that listens to a socket there and a port of its own. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-pg-'))
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? await nobody() : {}
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const options = {
    ...user,
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
  }
  const data = join(folder, 'data')
  const port = String(20_000 + (process.pid % 20_000))
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'ada', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  )
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`
  const log = join(folder, 'log')
  await run(join(bin, 'pg_ctl'), ['-D', data, '-l', log, '-w', '-o', flags, 'start'], options)
  return {
    url: `postgres://ada:planted-password@127.0.0.1:${port}/postgres`,
    run: async (sql) => {
      const to = ['-h', folder, '-p', port, '-U', 'ada', '-d', 'postgres']
      await run('psql', [...to, '-v', 'ON_ERROR_STOP=1', '-q', '-c', sql], options)
    },
    stop: async () => {
      await run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function nobody(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (of) => (await run('id', [of, 'nobody'])).stdout),
  )
  return { uid: Number(uid), gid: Number(gid) }
}
