import type { Column, Columns } from '../../table/index.ts'
import { requestColumns } from '../request-columns.ts'
import type { ServedModel } from '../served-model.ts'
import { keyColumns } from '../predictions-group.ts'
import { prepareWhatIf } from '../what-if.ts'
import type { Composition } from './composition.ts'
import { partsOf } from './service-parts.ts'

type Composed = Composition & { readonly model: ServedModel }

/** What a row may hold that one model is asked with. */
export function columnsOfModel(model: ServedModel): Columns {
  return requestColumns(model, prepareWhatIf(model.view).settable)
}

/** What a row of a request to a service may hold: what its models want, but for what they tell one another. */
export function composedColumns(service: Composed): Columns {
  const { chain = {}, prepare } = service
  const models = [service.model, ...partsOf(service).map(({ model }) => model)]
  const requested = new Set(models.flatMap(({ view }) => Object.keys(view.request)))
  const columns: Record<string, Column> = {}
  for (const model of models.toReversed()) {
    for (const [name, column] of Object.entries(columnsOfModel(model))) {
      const isTold = requested.has(name) && !Object.hasOwn(keyColumns(model), name)
      if (Object.hasOwn(chain, name) || (isTold && prepare !== undefined)) continue
      columns[name] = column
    }
  }
  // As the service's own model has them, first.
  const own = Object.keys(columnsOfModel(service.model)).filter((name) => name in columns)
  const ordered = [...own, ...Object.keys(columns)]
  return {
    ...Object.fromEntries(
      ordered.flatMap((name) => (columns[name] === undefined ? [] : [[name, columns[name]]])),
    ),
    ...prepare?.asks,
  }
}

/** Columns that somebody must tell, as nothing else knows them. */
export function toldNames({ model, prepare }: Composed, columns: Columns): ReadonlySet<string> {
  const settable = prepareWhatIf(model.view).settable
  const names = Object.keys(prepare?.asks ?? columns)
  return new Set(names.filter((name) => !settable.has(name)))
}
