import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { secret, secretValue, systemClock } from '../../base/index.ts'
import {
  findS3Credentials,
  openS3Client,
  parseS3Endpoint,
  parseS3Url,
  type S3Client,
} from '../../storage/index.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { datasetErrors } from './errors.ts'
import { makeFolderRemote, openFolderRemote } from './folder-remote-store.ts'
import { parseJson } from './manifest.ts'
import type { RemoteStore } from './remote-store.ts'
import { replaceFile } from './replace-file.ts'
import { makeS3Remote, openS3Remote } from './s3-remote-store.ts'

/** A remote as the project knows it, in `swell.remotes.json`, which goes into Git. */
export type Remote = FolderRemote | S3Remote

export interface FolderRemote {
  readonly name: string
  /** As it was written; a relative one stands beside the project's configuration. */
  readonly folder: string
}

/** Keys are never part of it: they are the environment's, or a profile's. */
export interface S3Remote {
  readonly name: string
  /** `s3://bucket/prefix` */
  readonly url: string
  readonly endpoint?: string
  readonly region?: string
  readonly profile?: string
  /** The variables that hold the key's id and the key, where they aren't Amazon's. */
  readonly keys?: readonly [id: string, secret: string]
}

/** What remotes need to know of the project and of who is at work. */
export interface RemoteDeps extends Pick<DatasetDeps, 'root' | 'state'> {
  /** The variables of the process and of `.env`: they may hold keys. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

const fileName = 'swell.remotes.json'

/** In the order in which they were added. Throws `remotesFileInvalid`. */
export async function listRemotes(root: string): Promise<readonly Remote[]> {
  const file = join(root, fileName)
  if (!existsSync(file)) return []
  const found = parseJson(await readFile(file)) as Readonly<Record<string, unknown>>
  return Object.entries(found).map(([name, value]) => {
    const { folder, url, ...more } = value as Readonly<Record<string, unknown>>
    if (typeof folder === 'string') return { name, folder }
    if (typeof url === 'string') return { name, url, ...textsOf(more) }
    throw datasetErrors.remotesFileInvalid({
      file,
      problem: `"${name}" has neither folder nor url`,
    })
  })
}

/** Makes a place a remote of the project. Throws `remoteTaken` or `remoteUnreachable`. */
export async function addRemote(deps: RemoteDeps, remote: Remote): Promise<Remote> {
  const { name } = remote
  if (!/^[A-Za-z][\w.-]{0,99}$/.test(name)) throw datasetErrors.remoteNameInvalid({ name })
  const known = await listRemotes(deps.root)
  const same = known.find((one) => one.name === name)
  if (same !== undefined) {
    throw datasetErrors.remoteTaken({ remote: name, place: remotePlace(same) })
  }
  if ('folder' in remote) await makeFolderRemote(name, resolve(deps.root, remote.folder))
  else await makeS3Remote(name, await openClient(deps, remote))
  const all = [...known, remote].map(({ name: key, ...rest }) => [key, rest] as const)
  await replaceFile(
    join(deps.root, fileName),
    `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`,
  )
  return remote
}

/** The remote of that name, or the only one, or `origin`. Throws `remoteNotFound`. */
export async function openRemote(deps: RemoteDeps, name?: string): Promise<RemoteStore> {
  const remotes = await listRemotes(deps.root)
  const wanted = name ?? (remotes.length === 1 ? remotes[0]?.name : undefined) ?? 'origin'
  const found = remotes.find((one) => one.name === wanted)
  if (found === undefined) {
    const known = remotes.map((one) => one.name).join(', ') || 'none'
    throw datasetErrors.remoteNotFound({ remote: wanted, known })
  }
  if ('folder' in found) return openFolderRemote(found.name, resolve(deps.root, found.folder))
  return openS3Remote(found.name, await openClient(deps, found), deps.state)
}

/** Where a remote is, for people. */
export function remotePlace(remote: Remote): string {
  if ('folder' in remote) return remote.folder
  return remote.endpoint === undefined ? remote.url : `${remote.url} at ${remote.endpoint}`
}

async function openClient({ environment }: RemoteDeps, remote: S3Remote): Promise<S3Client> {
  const { url, endpoint, region, profile, keys } = remote
  const place = {
    ...parseS3Url(url),
    ...(endpoint === undefined ? {} : { endpoint: parseS3Endpoint(endpoint) }),
    region: region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1',
  }
  const credentials =
    keys === undefined
      ? await findS3Credentials(environment, profile)
      : {
          accessKeyId: secretValue(secret(keys[0]), environment),
          secretAccessKey: secretValue(secret(keys[1]), environment),
        }
  // A signature holds by the machine's time: a project's clock may stand still.
  return openS3Client({ place, credentials, now: systemClock })
}

function textsOf(values: Readonly<Record<string, unknown>>): Omit<S3Remote, 'name' | 'url'> {
  const entries = ['endpoint', 'region', 'profile'].map((key) => [key, values[key]] as const)
  const [id, secretName] = Array.isArray(values['keys']) ? (values['keys'] as unknown[]) : []
  return {
    ...Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')),
    ...(typeof id === 'string' && typeof secretName === 'string' ? { keys: [id, secretName] } : {}),
  }
}
