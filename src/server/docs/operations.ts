import type { z } from 'zod'
import type { Route } from '../../api/index.ts'

/** The addresses of a service with exactly the fields that it asks for and gives, by name. */
export interface ServiceOperations {
  readonly routes: Readonly<Record<string, Route>>
  readonly schemas: Readonly<Record<string, z.ZodType>>
  /** What it is asked with, where it answers rows. */
  readonly row?: z.ZodType
}
