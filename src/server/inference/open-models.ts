import { suggestName } from '../../base/index.ts'
import { isForecast, servingErrors, type OpenService } from '../../serving/index.ts'
import type { OpenServices } from '../open-services.ts'
import { inferenceErrors } from './errors.ts'

/** The services as clients of the protocol see them: models that are loaded, or not. */
export interface OpenModels {
  readonly all: readonly OpenService[]

  /** Throws `modelNotServed` or `modelVersionNotServed`. */
  find(name: string, version?: string): OpenService

  /** The same, for one that answers. Throws `notReady` too. */
  findReady(asked: { readonly model: string; readonly version?: string }): OpenService

  isReady(open: OpenService): boolean

  /** Goes over to what the alias points to. Throws `modelNotServed` or `notReady`. */
  load(name: string): Promise<void>

  /** Answers no more by this protocol until it is loaded. Throws `modelNotServed`. */
  unload(name: string): void
}

export function openModels(services: OpenServices): OpenModels {
  // The protocol asks rows, and a forecast of series has none.
  const all = services.all.filter(({ service }) => !isForecast(service.model))
  const unloaded = new Set<string>()

  function find(name: string, version?: string): OpenService {
    const open = all.find(({ service }) => service.name === name)
    if (open === undefined) {
      const names = all.map(({ service }) => service.name)
      throw inferenceErrors.modelNotServed({ name, suggestion: suggestName(name, names) })
    }
    const { version: served } = open.state()
    if (version === undefined || version === '' || version === String(served)) return open
    throw inferenceErrors.modelVersionNotServed({ name, version, served })
  }

  function isReady({ service, state }: OpenService): boolean {
    return state().version !== undefined && !unloaded.has(service.name)
  }

  function assertReady(open: OpenService): void {
    if (isReady(open)) return
    const { name: service, model, alias } = open.service
    const problem = unloaded.has(service) ? 'it was unloaded.' : open.state().problem
    throw servingErrors.notReady({ service, model: model.name, alias, problem })
  }

  return {
    all,
    find,
    isReady,

    findReady({ model, version }) {
      const open = find(model, version)
      assertReady(open)
      return open
    },

    async load(name) {
      const open = find(name)
      await open.refresh()
      unloaded.delete(name)
      assertReady(open)
    },

    unload: (name) => void unloaded.add(find(name).service.name),
  }
}
