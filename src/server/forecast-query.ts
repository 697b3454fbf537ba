import { parseMoment, suggestName } from '../base/index.ts'
import type { OpenService } from '../serving/index.ts'
import { serverErrors } from './errors.ts'
import { show } from './read-input.ts'

type Query = Readonly<Record<string, unknown>>

/** What a query asks of a service that answers forecasts of series. */
export interface ForecastQuery {
  readonly key: { readonly series: string }
  readonly asking: { readonly from?: Date; readonly ahead?: number }
}

/** Throws `inputNotAsAgreed` or `unknownInput`. */
export function readForecastQuery(open: OpenService, query: Query): ForecastQuery {
  const names = Object.keys(open.columns)
  const unknown = Object.keys(query).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const suggestion = suggestName(unknown, names)
    const found = show(query[unknown])
    throw serverErrors.unknownInput({ where: 'query', field: unknown, found, suggestion })
  }
  const { from, ahead } = query
  return {
    key: { series: readSeriesName(open, query['series']) },
    asking: {
      ...(from === undefined ? {} : { from: readFrom(from) }),
      ...(ahead === undefined ? {} : { ahead: readAhead(ahead) }),
    },
  }
}

/** The only one needn't be named. */
function readSeriesName(open: OpenService, found: unknown): string {
  if (typeof found === 'string' && found !== '') return found
  const names = open.entities().map((one) => String(one['series']))
  const [sole] = names
  if (found === undefined && sole !== undefined && names.length === 1) return sole
  const wanted = names.length === 0 ? 'the name of a series' : `one of ${names.join(', ')}`
  throw notAsAgreed('series', found, wanted)
}

function readFrom(found: unknown): Date {
  try {
    return parseMoment(String(found))
  } catch (error) {
    throw notAsAgreed('from', found, 'a moment, such as 2026-11-01T00:00:00Z', error)
  }
}

function readAhead(found: unknown): number {
  if (typeof found === 'string' && /^\d{1,9}$/.test(found)) return Number(found)
  throw notAsAgreed('ahead', found, 'a whole number of steps')
}

function notAsAgreed(field: string, found: unknown, wanted: string, cause?: unknown): Error {
  const said = found === undefined ? 'missing' : show(found)
  return serverErrors.inputNotAsAgreed({ where: 'query', field, found: said, wanted }, cause)
}
