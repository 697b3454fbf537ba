import { maskHidden } from '../base/index.ts'
import type { Command, CommandResult } from './command.ts'
import { renderCommandHelp } from './command-help.ts'
import { describeInput } from './describe-input.ts'
import { openContext } from './open-context.ts'
import { parseInput } from './parse-input.ts'
import { readVersion } from './read-version.ts'
import {
  globalShapes,
  splitArguments,
  toGlobalOptions,
  type OptionShape,
} from './split-arguments.ts'
import { styleFor } from './style.ts'

interface Call {
  readonly argv: readonly string[]
  /** How many of the first words are the command's name. */
  readonly wordCount: number
  readonly signal: AbortSignal
}

/** Runs a command that was found, and prints what it gave. */
export async function runCommand(command: Command, call: Call): Promise<number> {
  const style = styleFor(process.stdout, process.env)
  const { words, options } = splitArguments(`swell ${command.name}`, call.argv, [
    ...ownShapes(command),
    ...globalShapes,
  ])
  const global = toGlobalOptions(options)
  if (global.help) return print(renderCommandHelp(command, style))
  if (global.version) return print(`${readVersion()}\n`)
  const input = parseInput(command, words.slice(call.wordCount), options)
  const context = openContext(global, call.signal)
  const result = await execute(command, context, input)
  print(
    global.json
      ? `${JSON.stringify(result.data ?? null, undefined, 2)}\n`
      : result.print({ style, now: context.now() }),
  )
  return result.exitCode
}

async function execute(
  command: Command,
  context: ReturnType<typeof openContext>,
  input: unknown,
): Promise<CommandResult> {
  try {
    return await command.execute(context, input)
  } catch (error) {
    context.keepError(error)
    throw error
  } finally {
    context.live.clear()
    await context.close()
  }
}

function ownShapes(command: Command): OptionShape[] {
  return describeInput(command)
    .filter((field) => !field.isPositional)
    .map(({ option, value }) => ({ name: option, ...(value === undefined ? {} : { value }) }))
}

function print(text: string): number {
  process.stdout.write(maskHidden(text))
  return 0
}
