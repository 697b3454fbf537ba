import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { defineRoute } from '../../api/index.ts'
import { onlineReader } from '../../features/index.ts'
import { readInput } from '../read-input.ts'
import type { ServerContext } from '../server-context.ts'
import { answerOnlineFeatures, featureViewFinder } from './answer-online-features.ts'
import { onlineFeaturesBody } from './feast-schemas.ts'

const getOnlineFeatures = defineRoute({
  method: 'POST',
  path: '/get-online-features',
  summary: 'Read online features as from a feature server of Feast',
  body: onlineFeaturesBody,
  reply: z.unknown(),
  errors: [],
})

/**
 * Feast's interface for reading: a consumer of its feature server moves by an address. What it calls a
 * feature view is a group or a view, a feature service is a view.
 */
export function addFeast(app: FastifyInstance, { project }: ServerContext): void {
  const deps = {
    find: featureViewFinder(project),
    reader: onlineReader(project),
    now: project.now,
  }
  app.post('/get-online-features', async (request, reply) => {
    const { body } = readInput(getOnlineFeatures, request)
    void reply.header('cache-control', 'no-store')
    return answerOnlineFeatures(deps, body)
  })
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('OK'))
}
