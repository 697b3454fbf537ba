import type { Clock, Log } from '../base/index.ts'
import type { OpenedProject, SettingSources } from '../project/index.ts'
import type { Live } from './live.ts'

/** What a command is given by the shell. */
export interface CommandContext {
  /** Where a project is looked for: `--project`, or where the command was called. */
  readonly folder: string
  /** Where relative files of the command line stand. */
  readonly workingFolder: string
  /** The process's variables and those of the project's `.env`. */
  readonly environment: Environment
  /** Where the project's settings come from. Throws what is wrong with a settings file. */
  readonly settingSources: () => Promise<SettingSources>
  /** Shows what is going on while it goes on. */
  readonly live: Live
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  readonly now: Clock
  readonly log: Log
  /**
   * Opens the project, once; the shell closes it. With `assignments` these are set instead of what `--set`
   * says.
   */
  readonly open: (assignments?: readonly string[]) => Promise<OpenedProject>
}

export type Environment = Readonly<Record<string, string | undefined>>
