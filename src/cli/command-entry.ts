import type { Command } from './command.ts'

/** What is known of a command before its module is loaded. */
export interface CommandEntry {
  /** `models promote`, or a plain verb. */
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
}
