import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

/** Versity's gateway over a folder, as `.ci/run` installs it: it holds requests to their signatures. */
const program =
  process.env['GROUNDSWELL_S3_SERVER'] ?? join(import.meta.dirname, '../../../.tools/versitygw')

/** Why tests are skipped; false where there is a server. */
export const noS3Server: string | false = existsSync(program)
  ? false
  : 'no S3 server is here: .ci/run installs one'

export interface S3Server {
  /** http://127.0.0.1:… */
  readonly url: string
  readonly bucket: string
  /** The bucket's folder: an object is the file of its key. */
  readonly folder: string
  /** The keys that it takes, as variables. */
  readonly environment: Readonly<Record<string, string>>
}

/** Runs a server with one empty bucket until the test ends. */
export async function runS3Server(t: TestContext): Promise<S3Server> {
  const root = await temporaryFolder(t)
  const [folder, sidecar] = [join(root, 'data', 'harbour'), join(root, 'sidecar')]
  for (const path of [folder, sidecar]) await mkdir(path, { recursive: true })
  const [port, access, secret] = [await findFreePort(), 'harbour-key', 'harbour-secret']
  const address = `127.0.0.1:${port}`
  const keys = ['--access', access, '--secret', secret]
  const args = ['--port', address, ...keys, '--quiet', 'posix', '--sidecar', sidecar]
  const child = spawn(program, [...args, join(root, 'data')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await untilAnswers(`http://${address}/`, () => child.exitCode === null)
  return {
    url: `http://${address}`,
    bucket: 'harbour',
    folder,
    environment: { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret },
  }
}

async function untilAnswers(url: string, isRunning: () => boolean): Promise<void> {
  for (;;) {
    if (!isRunning()) throw new Error(`${program} ended before it answered`)
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer !== undefined) return
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
