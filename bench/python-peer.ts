import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A Python that answers each time it is asked. */
export interface PythonPeer<Answer> {
  ask(): Promise<Answer>
  close(): void
}

/** Starts a script that prints one line of JSON for each line that it reads. */
export function startPython<Answer>(
  script: string,
  args: readonly string[],
  threads: number,
): PythonPeer<Answer> {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with test/interop/requirements.txt.',
    )
  }
  const most = String(threads)
  const child = spawn(python, ['-u', '-c', script, ...args], {
    env: { ...process.env, OMP_NUM_THREADS: most, OPENBLAS_NUM_THREADS: most },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask() {
      child.stdin.write('go\n')
      const answer = await answers.next()
      if (answer.done === true) throw new Error('The peer ended before it answered.')
      return JSON.parse(answer.value) as Answer
    },
    close() {
      child.stdin.end()
    },
  }
}
