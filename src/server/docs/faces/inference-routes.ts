import { z } from 'zod'
import { defineRoute, type Route } from '../../../api/index.ts'
import { isForecastService, type OpenService } from '../../../serving/index.ts'
import { imageRoutes } from './image-routes.ts'
import { kserveRoutes, scoringRoutes } from './neighbour-routes.ts'
import { oneOf } from './one-of.ts'
import { openInferenceRoutes } from './open-inference-routes.ts'

/**
 * The faces of services beside their own addresses: images, greeting, and what clients of other servers speak. `rows`
 * are what services are asked with.
 */
export function inferenceRoutes(
  all: readonly OpenService[],
  rows: readonly z.ZodType[],
): Readonly<Record<string, Route>> {
  const models = all.filter(({ service }) => !isForecastService(service))
  const row = z.union([...rows, z.record(z.string(), z.unknown())])
  return {
    ...imageRoutes(models),
    greetService: defineRoute({
      method: 'GET',
      path: '/services/:name',
      summary: 'Greet a program, with an example of a row',
      description: 'Browsers get a page at this address.',
      params: z.strictObject({ name: oneOf(all) }),
      reply: z.looseObject({ greeting: z.string(), service: z.string(), predict: z.string() }),
      errors: [],
    }),
    ...openInferenceRoutes(models),
    ...kserveRoutes(models, row),
    ...scoringRoutes(models, row),
  }
}
