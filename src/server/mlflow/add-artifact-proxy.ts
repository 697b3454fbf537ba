import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import { listProxied } from './artifact-endpoints.ts'
import type { MlflowDeps } from './endpoint.ts'
import { mlflowErrors } from './errors.ts'
import { isRegistryPath } from './registry-folder.ts'
import { parseArtifactPath } from './storage-location.ts'

interface PathAddress {
  readonly Params: { readonly '*': string }
}

/** Files of clients, kept by content: they come and go as streams, of any size. */
export function addArtifactProxy(app: FastifyInstance, deps: MlflowDeps): void {
  const { files, blobs } = deps
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, body, done) => done(null, body))

  app.get<{ Querystring: Readonly<Record<string, unknown>> }>('/artifacts', ({ query }) =>
    listProxied(deps, { values: query, place: '' }),
  )

  app.put<PathAddress>('/artifacts/*', (request) =>
    putFile(deps, request.params['*'], (request.body ?? request.raw) as Readable, request.headers),
  )

  app.get<PathAddress>('/artifacts/*', async (request, reply) => {
    const path = parseFilePath(request.params['*'])
    const file = await files.find(path)
    if (file === undefined) throw mlflowErrors.loggedFileNotFound({ path })
    const name = path.slice(path.lastIndexOf('/') + 1)
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('content-length', file.sizeBytes)
      .type(file.mediaType)
      .send(createReadStream(await blobs.openPath(file.digest)))
  })

  app.delete<PathAddress>('/artifacts/*', (request) => removeFile(deps, request.params['*']))

  for (const path of ['/mpu/*', '/presigned/*']) {
    app.all(path, () => {
      throw mlflowErrors.multipartNotOffered({})
    })
  }
}

/** The content is on disk, whole, before its path is known. */
async function putFile(
  { files, blobs, now }: MlflowDeps,
  address: string,
  body: Readable,
  headers: IncomingHttpHeaders,
): Promise<object> {
  const path = parseOwnPath(address)
  let sizeBytes = 0
  const digest = await blobs.putWritten(async (draft) => {
    await pipeline(body, createWriteStream(draft))
    sizeBytes = (await stat(draft)).size
  })
  const mediaType = headers['content-type'] ?? 'application/octet-stream'
  await files.put({ path, digest, sizeBytes, mediaType, loggedAt: now() })
  return {}
}

async function removeFile({ files }: MlflowDeps, address: string): Promise<object> {
  await files.remove(parseOwnPath(address))
  return {}
}

/** A file has a name: the folder of all is none. */
function parseFilePath(path: string): string {
  const parsed = parseArtifactPath(path)
  if (parsed === '' || path.endsWith('/')) throw mlflowErrors.mlflowPathWrong({ path })
  return parsed
}

/** Throws `registryFilesAreFixed` besides. */
function parseOwnPath(address: string): string {
  const path = parseFilePath(address)
  if (isRegistryPath(path)) throw mlflowErrors.registryFilesAreFixed({ path })
  return path
}
