import { commands } from './commands.ts'
import { renderHelp } from './help.ts'
import { styleFor } from './style.ts'

/** Runs one command line and gives its exit code. What help needs is all that is loaded for it. */
export async function main(argv: readonly string[]): Promise<number> {
  const [first = '--help'] = argv
  if (argv.length < 2 && ['--help', '-h', 'help'].includes(first)) {
    process.stdout.write(renderHelp(commands, styleFor(process.stdout, process.env)))
    return 0
  }
  const { runCommandLine } = await import('./run-command-line.ts')
  return runCommandLine(commands, argv)
}
