import type { ComposedService } from './composed-service.ts'
import { partsOf } from './service-parts.ts'

/** All that is kept by name of a service's predictions, and can be left out. */
export function loggedNames(service: ComposedService): ReadonlySet<string> {
  const models = [service.model, ...partsOf(service).map(({ model }) => model)]
  return new Set([
    ...models.flatMap(({ view }) => [...Object.keys(view.features), ...Object.keys(view.request)]),
    ...Object.keys(service.prepare?.asks ?? {}),
    ...Object.keys(service.reply?.tells ?? {}),
  ])
}
