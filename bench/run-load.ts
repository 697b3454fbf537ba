import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Load, SentLoad } from './load-client.ts'

const client = fileURLToPath(new URL('load-client.ts', import.meta.url))

/** Sends a load from a process of its own, so that client and server don't share an event loop. */
export async function runLoad(load: Load): Promise<SentLoad> {
  const { stdout } = await promisify(execFile)(process.execPath, [client, JSON.stringify(load)])
  return JSON.parse(stdout) as SentLoad
}
