import { float, text, timestamp, type Columns } from '../table/index.ts'
import { isKeyless } from './keyless.ts'
import { keyColumns } from './predictions-group.ts'
import type { ServedModel } from './served-model.ts'

/** What a row of a request may hold, as columns; the one place that says so. */
export function requestColumns(model: ServedModel, settable: ReadonlySet<string>): Columns {
  const keys = askedKey(model)
  const features = [...settable].flatMap((name) => {
    const feature = model.view.features[name]
    if (feature === undefined || Object.hasOwn(keys, name)) return []
    const { unit, description = 'Read from its group; set it to ask what if.' } = feature
    const about = { description, ...(unit === undefined ? {} : { unit }), optional: true } as const
    return [[name, feature.type === 'text' ? text(about) : float(about)] as const]
  })
  return {
    ...keys,
    at: timestamp({
      description: 'The moment to predict for; now, if it is absent.',
      optional: true,
    }),
    ...model.view.request,
    ...Object.fromEntries(features),
  }
}

function askedKey(model: ServedModel): Columns {
  const keys = keyColumns(model)
  if (!isKeyless(model.view)) return keys
  const description = 'Nothing is looked up by it; made up, if it is absent.'
  return Object.fromEntries(
    Object.entries(keys).map(([name, column]) => [
      name,
      { description, ...column, optional: true },
    ]),
  )
}
