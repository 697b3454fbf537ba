import type { FastifyInstance } from 'fastify'
import type { OpenedProject } from '../project/index.ts'
import { getRun, type RunId } from '../tracking/index.ts'
import { nothingHere } from './pages.ts'

interface ArtifactAddress {
  readonly Params: { readonly id: string; readonly name: string }
}

/** The files that runs have made, to be saved: what a step wrote is never shown as a page of ours. */
export function addArtifactFiles(app: FastifyInstance, project: OpenedProject): void {
  app.get<ArtifactAddress>('/api/v1/runs/:id/artifacts/:name', async (request, reply) => {
    const { id, name } = request.params
    const run = await getRun(project, id as RunId)
    const artifact = (await project.records.listArtifacts(run.id)).find((one) => one.name === name)
    if (artifact === undefined) throw nothingHere(request)
    const bytes = await project.blobs.get(artifact.digest)
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .type(artifact.mediaType)
      .send(Buffer.from(bytes))
  })
}
