import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { OpenedProject } from '../project/index.ts'
import type { Digest } from '../base/index.ts'
import { getRun, type Run, type RunId } from '../tracking/index.ts'
import { nothingHere } from './pages.ts'
import { findLoggedFile } from './replies/logged-files.ts'

interface ArtifactAddress {
  readonly Params: { readonly id: string; readonly name: string }
}

interface FileAddress {
  readonly Params: { readonly id: string; readonly digest: string; readonly name: string }
}

interface LoggedAddress {
  readonly Params: { readonly id: string }
  readonly Querystring: { readonly path?: string }
}

/** The files that runs have made or were given, to be saved: what a step wrote is never shown as a page of ours. */
export function addArtifactFiles(app: FastifyInstance, project: OpenedProject): void {
  app.get<ArtifactAddress>('/api/v1/runs/:id/artifacts/:name', async (request, reply) => {
    const { id, name } = request.params
    const run = await getRun(project, id as RunId)
    const artifact = (await project.records.listArtifacts(run.id)).find((one) => one.name === name)
    if (artifact === undefined) throw nothingHere(request)
    const bytes = await project.blobs.get(artifact.digest)
    return save(reply, name, artifact.mediaType).send(Buffer.from(bytes))
  })
  app.get<FileAddress>('/api/v1/runs/:id/files/:digest/:name', async (request, reply) => {
    const { id, digest, name } = request.params
    const run = await getRun(project, id as RunId)
    if (!namesFile(run, digest)) throw nothingHere(request)
    const bytes = await project.blobs.get(digest as Digest)
    return save(reply, name, mediaTypeOf(name)).send(Buffer.from(bytes))
  })
  app.get<LoggedAddress>('/api/v1/logged-runs/:id/file', async (request, reply) => {
    const { path = '' } = request.query
    const file = await findLoggedFile(project, request.params.id, path)
    const name = path.slice(path.lastIndexOf('/') + 1)
    return save(reply, name, mediaTypeOf(name))
      .header('content-length', file.sizeBytes)
      .send(createReadStream(await project.blobs.openPath(file.digest)))
  })
}

function save(reply: FastifyReply, name: string, mediaType: string): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(mediaType)
}

/** Whether a file of this digest is among what the run was given or gave. */
function namesFile(run: Run, digest: string): boolean {
  const outputs = run.status === 'open' ? undefined : run.outputs
  return (
    /^[0-9a-f]{64}$/.test(digest) &&
    JSON.stringify([run.inputs, outputs ?? null]).includes(`"digest":"${digest}"`)
  )
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

function mediaTypeOf(name: string): string {
  return mediaTypes[extname(name).toLowerCase()] ?? 'application/octet-stream'
}
