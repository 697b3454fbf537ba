import type { FastifyInstance } from 'fastify'
import { servingErrors } from '../serving/index.ts'
import { askingOf } from './asking-of.ts'
import { imageRows } from './image-rows.ts'
import { inferenceBodyLimit } from './inference/body-limit.ts'
import { infer } from './inference/infer.ts'
import type { ServerContext } from './server-context.ts'
import { moreTeller } from './tell-more.ts'

interface ImageRoute {
  readonly Params: { readonly name: string }
  readonly Querystring: Readonly<Record<string, string>>
  readonly Body: Buffer
}

/**
 * The address at which a service takes images: each is cut and resized as the service says, and answered as a row
 * would be. Other fields of the row stand in the query.
 */
export function addServiceImages(app: FastifyInstance, context: ServerContext): void {
  const { services, inference, project } = context
  const tell = moreTeller(project)
  app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers()
    const whole = { parseAs: 'buffer', bodyLimit: inferenceBodyLimit } as const
    inner.addContentTypeParser('*', whole, (_request, body, parsed) => parsed(null, body))
    inner.route<ImageRoute>({
      method: 'POST',
      url: '/services/:name/image',
      handler: async (request) => {
        const open = services.get(request.params.name)
        const { image } = open.service
        if (image === undefined) throw servingErrors.noImages({ service: open.service.name })
        const { explain, probabilities, ...told } = request.query
        const answer = await infer(inference, open, {
          asking: askingOf(request.headers, request.ip),
          read: () =>
            imageRows(image, bytesOf(request.body), request.headers['content-type']).map((row) => ({
              ...told,
              ...row,
            })),
          write: (made) => made,
        })
        const asked = {
          ...(explain === undefined ? {} : { explain }),
          ...(probabilities === undefined ? {} : { probabilities }),
        }
        return tell(open.service, asked, answer)
      },
    })
    done()
  })
}

function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}
