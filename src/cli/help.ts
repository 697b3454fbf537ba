import type { CommandEntry } from './command-entry.ts'
import { globalOptions } from './global-options.ts'
import type { Style } from './style.ts'

/** The first help: all commands, one line each, the daily ones first. */
export function renderHelp(entries: readonly CommandEntry[], style: Style): string {
  const daily = entries.filter(({ name }) => !name.includes(' '))
  const nouns = entries.filter(({ name }) => name.includes(' '))
  return [
    `${style.bold('swell')} takes you from raw data to a monitored prediction service.`,
    '',
    `${style.bold('Usage')}   swell <command> [options]`,
    '',
    style.bold('Daily'),
    ...renderEntries(daily, style, entries),
    '',
    style.bold('Look closer'),
    ...renderEntries(nouns, style, entries),
    '',
    style.bold('Everywhere'),
    ...renderGlobalOptions(style),
    '',
    `See a command’s own options and an example: ${style.accent('swell train --help')}`,
    '',
  ].join('\n')
}

/** What can be done with a noun. */
export function renderNounHelp(
  noun: string,
  entries: readonly CommandEntry[],
  style: Style,
): string {
  return [
    `${style.bold('Usage')}   swell ${noun} <verb> [options]`,
    '',
    ...renderEntries(entries, style, entries),
    '',
    `See one’s own options and an example: ${style.accent(`swell ${entries[0]?.name ?? noun} --help`)}`,
    '',
  ].join('\n')
}

/** `taken` are names that the command uses itself. */
export function renderGlobalOptions(style: Style, taken: readonly string[] = []): string[] {
  const shown = globalOptions.filter(({ name }) => !taken.includes(name))
  const lines = shown.map(
    ({ name, value, about }) =>
      [`--${name}${value === undefined ? '' : ` ${value}`}`, about] as const,
  )
  return renderPairs(lines, style)
}

/** Names in one column, what they mean in the next. */
export function renderPairs(
  pairs: readonly (readonly [name: string, about: string])[],
  style: Style,
  width = Math.max(0, ...pairs.map(([name]) => name.length)),
): string[] {
  return pairs.map(
    ([name, about]) => `  ${style.accent(name)}${' '.repeat(width - name.length)}   ${about}`,
  )
}

function renderEntries(
  entries: readonly CommandEntry[],
  style: Style,
  all: readonly CommandEntry[],
): string[] {
  const width = Math.max(...all.map(({ name }) => name.length))
  return renderPairs(
    entries.map(({ name, summary }) => [name, summary] as const),
    style,
    width,
  )
}
