import type { z } from 'zod'
import type { CommandContext } from './command-context.ts'
import type { Style } from './style.ts'

/** A command, whatever its input: how it reads and what it does. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly description: string | undefined
  readonly examples: readonly string[]
  /** Keys of the input that are given without a name, in this order. */
  readonly positionals: readonly string[]
  readonly input: InputSchema
  /** Runs with input that `input` has parsed. */
  readonly execute: (context: CommandContext, input: unknown) => Promise<CommandResult>
}

export type InputSchema = z.ZodObject<z.core.$ZodShape, z.core.$strict>

/** What came out: data for programs, text for people. */
export interface CommandResult {
  readonly data: unknown
  readonly print: (page: Page) => string
  readonly exitCode: number
}

/** What a text for people is made with. */
export interface Page {
  readonly style: Style
  readonly now: Date
}

/**
 * Declares a command. The keys of `input` are its options (`dryRun` is `--dry-run`); what `run` returns
 * is printed by the shell, as text or as JSON.
 */
export function defineCommand<Shape extends z.core.$ZodShape, Data>(definition: {
  readonly name: string
  readonly summary: string
  readonly description?: string
  readonly example: string | readonly string[]
  readonly positionals?: readonly (keyof Shape & string)[]
  readonly input: z.ZodObject<Shape, z.core.$strict>
  readonly run: (
    context: CommandContext,
    input: z.output<z.ZodObject<Shape, z.core.$strict>>,
  ) => Promise<Data>
  readonly print: (data: Data, page: Page) => string
  /** What programs get, where it is less than what `print` needs. */
  readonly toData?: (data: Data) => unknown
  /** 0 where it is not told. */
  readonly exitCode?: (data: Data) => number
}): Command {
  const { name, summary, description, example, positionals = [], input, run, print } = definition
  return Object.freeze({
    name,
    summary,
    description,
    examples: typeof example === 'string' ? [example] : example,
    positionals,
    input,
    execute: async (context: CommandContext, parsed: unknown) => {
      // The shell has parsed it by `input`.
      const data = await run(context, parsed as z.output<z.ZodObject<Shape, z.core.$strict>>)
      const exitCode = definition.exitCode?.(data) ?? 0
      const forPrograms = definition.toData === undefined ? data : definition.toData(data)
      return { data: forPrograms, print: (page: Page) => print(data, page), exitCode }
    },
  })
}
