import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program that answers each time it is asked: with one line of JSON for each line that it reads. */
export interface AskedProcess<Answer> {
  ask(): Promise<Answer>
  close(): void
}

export function startAsked<Answer>(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): AskedProcess<Answer> {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask() {
      child.stdin.write('go\n')
      const answer = await answers.next()
      if (answer.done === true) throw new Error(`${command} ended before it answered.`)
      return JSON.parse(answer.value) as Answer
    },
    close() {
      child.stdin.end()
    },
  }
}
