import { z } from 'zod'
import { suggestName } from '../base/index.ts'
import type { Command } from './command.ts'
import { describeInput, type InputField } from './describe-input.ts'
import { cliErrors } from './errors.ts'
import type { SplitArguments } from './split-arguments.ts'
import { renderUsage } from './render-usage.ts'

/** Makes a command's input of the words and options it was given. Throws what is wrong, and what to write. */
export function parseInput(
  command: Command,
  words: readonly string[],
  options: SplitArguments['options'],
): unknown {
  const name = `swell ${command.name}`
  const usage = renderUsage(command)
  const fields = describeInput(command)
  const arguments_ = fields.filter((field) => field.isPositional)
  const tooMany = words[arguments_.length]
  if (tooMany !== undefined)
    throw cliErrors.tooManyArguments({ command: name, found: tooMany, usage })
  const given: Record<string, unknown> = {}
  for (const [at, field] of arguments_.entries()) {
    const word = words[at]
    if (word !== undefined) given[field.key] = toValue(field, [word])
    else if (field.isRequired) {
      throw cliErrors.argumentMissing({ command: name, argument: field.written, usage })
    }
  }
  for (const field of fields) {
    const values = field.isPositional ? undefined : options.get(field.option)
    if (values !== undefined) given[field.key] = toValue(field, values)
    else if (!field.isPositional && field.isRequired) {
      throw cliErrors.argumentMissing({ command: name, argument: field.written, usage })
    }
  }
  const parsed = z.safeParse(command.input, given)
  if (parsed.success) return parsed.data
  throw toError(name, fields, given, parsed.error)
}

/** Texts become what the field holds; what can't is left for the schema to refuse. */
function toValue(field: InputField, values: readonly (string | boolean)[]): unknown {
  if (field.isList)
    return values.flatMap((value) => String(value).split(',')).filter((one) => one !== '')
  const value = values.at(-1)
  if (field.type !== 'number' || typeof value !== 'string') return value
  const number = Number(value)
  return value.trim() === '' || Number.isNaN(number) ? value : number
}

function toError(
  command: string,
  fields: readonly InputField[],
  given: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): Error {
  const [issue] = error.issues
  const field = fields.find(({ key }) => key === issue?.path[0])
  const name = field === undefined ? 'The input' : field.written.replaceAll(/[[\]…]/g, '')
  const value = field === undefined ? undefined : given[field.key]
  return cliErrors.inputWrong({ command, name, problem: describeIssue(issue, value) }, error)
}

function describeIssue(issue: z.core.$ZodIssue | undefined, value: unknown): string {
  const found = `"${String(value)}"`
  if (issue?.code === 'invalid_value') {
    const allowed = issue.values.map(String)
    return `${found} is none of its values. ${suggestName(String(value), allowed).replace(/\.$/, '')}`
  }
  if (issue?.code === 'invalid_type') return `${found} is not a ${issue.expected}`
  return `${found} can't be: ${(issue?.message ?? 'wrong').replace(/^Invalid input: /, '')}`
}
