import { z } from 'zod'
import type { OpenService } from '../../../serving/index.ts'

/** The name of a service, or of a model, which is one. */
export function oneOf(services: readonly OpenService[]): z.ZodType {
  const names = services.map(({ service }) => service.name)
  return names.length === 0 ? z.string() : z.enum(names)
}
