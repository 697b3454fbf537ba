import { z } from 'zod'
import { defineRoute, type Route } from '../../../api/index.ts'
import type { OpenService } from '../../../serving/index.ts'
import { oneOf } from './one-of.ts'

/** Where services take images. */
export function imageRoutes(models: readonly OpenService[]): Readonly<Record<string, Route>> {
  const own = models.filter(({ service }) => service.image !== undefined)
  if (own.length === 0) return {}
  const image = z.looseObject({ image: z.base64().describe('A PNG or a JPEG.') })
  const flag = z.enum(['true', 'false']).optional()
  return {
    predictByImage: defineRoute({
      method: 'POST',
      path: '/services/:name/image',
      summary: 'Predict for an image or several',
      description: 'Other fields of the row stand in the query, or beside the images of a form.',
      params: z.strictObject({ name: oneOf(own) }),
      query: z.strictObject({ explain: flag, probabilities: flag }),
      body: z.union([image, z.strictObject({ rows: z.array(image).min(1) })]),
      otherBodies: {
        'image/png': 'An image as it is.',
        'image/jpeg': 'An image as it is.',
        'multipart/form-data': 'Several images as files.',
      },
      reply: z.looseObject({
        model: z.string(),
        version: z.int(),
        predictions: z.array(z.record(z.string(), z.unknown())),
      }),
      errors: ['serving.imageWrong', 'serving.noImages'],
    }),
  }
}
