import { parseMoment, suggestName } from '../base/index.ts'
import type { OnlineMoment, View } from '../features/index.ts'
import type { Column, Columns } from '../table/index.ts'
import { cliErrors } from './errors.ts'

/** The key, moment and request of a command line: `--key beachId=lahinch`. */
export function parseMoments(
  view: View,
  given: {
    readonly key: readonly string[]
    readonly at: string | undefined
    readonly request: readonly string[]
  },
  now: Date,
): OnlineMoment {
  const { key, columns } = view.label.group
  const keyColumns = Object.fromEntries(
    key.flatMap((name) => {
      const column = columns[name]
      return column === undefined ? [] : [[name, column] as const]
    }),
  )
  const at = given.at === undefined ? now : parseMoment(given.at)
  return {
    key: parseValues('key', keyColumns, given.key),
    at,
    // A view that wants to be told the moment is told that of the row, as by a service.
    request: parseValues('request', view.request, given.request, {
      ...defaultsOf(view.request),
      at,
    }),
  }
}

function defaultsOf(columns: Columns): Record<string, unknown> {
  const all = Object.entries(columns).map(([name, column]) => [name, column.default] as const)
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

function parseValues(
  option: string,
  columns: Columns,
  given: readonly string[],
  known: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const own = Object.entries(known).filter(([name]) => Object.hasOwn(columns, name))
  const values = Object.fromEntries([
    ...own,
    ...given.map((text) => {
      const [name = '', ...rest] = text.split('=')
      const column = columns[name]
      if (column === undefined || rest.length === 0) {
        const suggestion = suggestName(name, Object.keys(columns))
        throw cliErrors.notAValue({ option, text, suggestion })
      }
      return [name, parseValue(option, text, column, rest.join('='))] as const
    }),
  ])
  const missing = Object.entries(columns).find(
    ([name, { optional }]) => !optional && !Object.hasOwn(values, name),
  )
  if (missing !== undefined) throw cliErrors.valueMissing({ option, name: missing[0] })
  return values
}

function parseValue(option: string, text: string, { type }: Column, value: string): unknown {
  switch (type) {
    case 'text':
      return value
    case 'timestamp':
      return parseMoment(value)
    case 'boolean':
      if (value === 'true' || value === 'false') return value === 'true'
      break
    case 'integer':
    case 'float': {
      const number = value.trim() === '' ? Number.NaN : Number(value)
      if (Number.isFinite(number) && (type === 'float' || Number.isSafeInteger(number))) {
        return number
      }
      break
    }
  }
  throw cliErrors.notAValue({ option, text, suggestion: `"${value}" is no ${type}.` })
}
