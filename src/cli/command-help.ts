import type { Command } from './command.ts'
import { describeInput, type InputField } from './describe-input.ts'
import { renderGlobalOptions, renderPairs } from './help.ts'
import { renderUsage } from './render-usage.ts'
import type { Style } from './style.ts'
import { writeAny } from './write-value.ts'

/** All that there is to know of one command. */
export function renderCommandHelp(command: Command, style: Style): string {
  const fields = describeInput(command)
  const positionals = fields.filter((field) => field.isPositional)
  const options = fields.filter((field) => !field.isPositional)
  const section = (title: string, part: readonly InputField[]) =>
    part.length === 0 ? [] : ['', style.bold(title), ...renderPairs(part.map(toPair), style)]
  return [
    `${command.summary}.`,
    ...(command.description === undefined ? [] : ['', command.description]),
    '',
    `${style.bold('Usage')}   ${renderUsage(command)}`,
    ...section('Arguments', positionals),
    ...section('Options', options),
    '',
    style.bold('Everywhere'),
    ...renderGlobalOptions(
      style,
      fields.map(({ option }) => option),
    ),
    '',
    style.bold(command.examples.length === 1 ? 'Example' : 'Examples'),
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n')
}

function toPair({ written, about, byDefault }: InputField): readonly [string, string] {
  const isTold = byDefault !== undefined && byDefault !== false && !isEmptyList(byDefault)
  return [written, isTold ? `${about} (${writeAny(byDefault)} when left out)` : about]
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
