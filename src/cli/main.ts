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
  const answer = await findQuickAnswer(argv)
  if (answer !== undefined) {
    process.stdout.write(answer)
    return 0
  }
  const { runCommandLine } = await import('./run-command-line.ts')
  return runCommandLine(commands, argv)
}

async function findQuickAnswer(argv: readonly string[]): Promise<string | undefined> {
  const words = argv.join(' ')
  const answer = await commands.find(({ name }) => name === words)?.loadQuick?.()
  // What is wrong is told by the whole command.
  return answer?.().catch(() => undefined)
}
