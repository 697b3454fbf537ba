import type { CommandEntry } from './command-entry.ts'

/** The command that the first words name, and how many words its name took. */
export function findCommand(
  entries: readonly CommandEntry[],
  words: readonly string[],
): { readonly entry: CommandEntry; readonly wordCount: number } | undefined {
  for (const wordCount of [2, 1]) {
    if (words.length < wordCount) continue
    const name = words.slice(0, wordCount).join(' ')
    const entry = entries.find((one) => one.name === name)
    if (entry !== undefined) return { entry, wordCount }
  }
  return undefined
}

/** The commands of a noun: `models` → `models list`, `models show`, … */
export function commandsOfNoun(entries: readonly CommandEntry[], noun: string): CommandEntry[] {
  return entries.filter((entry) => entry.name.startsWith(`${noun} `))
}
