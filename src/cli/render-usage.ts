import type { Command } from './command.ts'
import { describeInput } from './describe-input.ts'

/** `swell models promote <model> --version <number> [options]`. */
export function renderUsage(command: Command): string {
  const fields = describeInput(command)
  const own = fields.filter((field) => field.isPositional || field.isRequired)
  const rest = fields.some((field) => !field.isPositional && !field.isRequired) ? ['[options]'] : []
  return ['swell', command.name, ...own.map(({ written }) => written), ...rest].join(' ')
}
