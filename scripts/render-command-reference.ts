import type { Command } from '../src/cli/command.ts'
import { describeInput } from '../src/cli/describe-input.ts'
import { globalOptions } from '../src/cli/global-options.ts'
import { renderUsage } from '../src/cli/render-usage.ts'

const opening = `# Commands

\`swell <verb>\` for daily work, \`swell <noun> <verb>\` to look closer. Every command takes \`--help\`, which tells what stands here, and \`--json\`, which makes it print one JSON value on standard output. Progress, warnings and errors go to standard error.

This page is written from the commands themselves by \`node --import ./scripts/register-source.mjs scripts/write-command-reference.ts\`.

## Exit codes
`

const exitCodes = [
  ['code', 'meaning'],
  ['0', 'done'],
  ['1', "a defect, of Groundswell or of the project's own code; its stack is shown"],
  ['2', 'wrong use: an unknown command or option, a wrong value'],
  ['3', "the project's definitions or settings are wrong"],
  ['4', 'not found'],
  ['5', 'conflict: with what is there, or with another process'],
  ['6', 'a check or a gate said no'],
  ['7', 'something outside failed: a disk, a network, another program'],
  ['130', 'stopped by Ctrl-C; what was done is kept'],
]

/** The page of all commands, as Markdown. */
export function renderCommandReference(commands: readonly Command[]): string {
  const globals = globalOptions.map(({ name, value, about }) => [
    code(`--${name}${value === undefined ? '' : ` ${value}`}`),
    about,
  ])
  return [
    opening,
    ...toTable(exitCodes),
    '\n## Options of every command\n',
    ...toTable([['option', 'what it does'], ...globals]),
    ...commands.map(renderCommand),
    '',
  ].join('\n')
}

function renderCommand(command: Command): string {
  const rows = describeInput(command).map(({ written, about, byDefault }) => {
    const isTold = byDefault !== undefined && byDefault !== false
    return [code(written), about, isTold ? code(JSON.stringify(byDefault)) : '']
  })
  return [
    `\n## swell ${command.name}\n`,
    `${command.summary}.${command.description === undefined ? '' : ` ${command.description}`}\n`,
    '```sh',
    renderUsage(command),
    '```',
    ...(rows.length === 0
      ? []
      : ['', ...toTable([['takes', 'what it is', 'when left out'], ...rows])]),
    `\n${command.examples.length === 1 ? 'Example' : 'Examples'}:\n`,
    '```sh',
    ...command.examples,
    '```',
  ].join('\n')
}

/** A Markdown table whose bars stand below each other, as Prettier wants them. */
function toTable(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)))
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((row) => row[at]?.length ?? 0)),
  )
  const write = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...rest] = cells
  return [write(head), write(widths.map((width) => '-'.repeat(width))), ...rest.map(write)]
}

function code(text: string): string {
  return `\`${text}\``
}
