import type { Command } from './command.ts'

/** What is known of a command before its module is loaded. */
export interface CommandEntry {
  /** `models promote`, or a plain verb. */
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
  /**
   * Answers the command as it is called most often, without arguments or options, where it has to be
   * quick: what it imports is all that is loaded. Undefined, or an error, leaves it to the whole command.
   */
  readonly loadQuick?: () => Promise<() => Promise<string | undefined>>
}
