import type { ServedModel } from '../served-model.ts'
import type { Composition } from './composition.ts'

/** What of a service says how its models answer together. */
export interface ComposedService extends Composition {
  readonly name: string
  readonly model: ServedModel
  readonly classes?: readonly string[]
  readonly unknownKeys?: string
}
