import type { FastifyRequest } from 'fastify'
import type { OpenServices } from './open-services.ts'

/** What a program is told at the address of a service; undefined for browsers, which get its page. Throws `serviceNotFound`. */
export function greeting(services: OpenServices, request: FastifyRequest, path: string): unknown {
  const name = /^\/services\/([^/]+)\/?$/.exec(path)?.[1]
  if (name === undefined || (request.headers.accept ?? '').includes('text/html')) return undefined
  const open = services.get(name)
  const { service } = open
  const { model, version } = open.state()
  const example = open
    .fields()
    .flatMap((field) => (field.example === null ? [] : [[field.name, field.example] as const]))
  return {
    greeting: service.greeting ?? `This is ${service.name}. ${service.description ?? ''}`.trim(),
    service: name,
    model,
    version: version ?? null,
    ...(service.image === undefined
      ? { predict: `/services/${name}/predict`, example: Object.fromEntries(example) }
      : { predict: `/services/${name}/image` }),
    documentation: `/docs#predict-${name}`,
  }
}
