import { startAsked, type AskedProcess } from './asked-process.ts'

/** Starts a script that prints one line of JSON for each line that it reads. */
export function startPython<Answer>(
  script: string,
  args: readonly string[],
  threads: number,
): AskedProcess<Answer> {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with test/interop/requirements.txt.',
    )
  }
  const most = String(threads)
  return startAsked(python, ['-u', '-c', script, ...args], {
    OMP_NUM_THREADS: most,
    OPENBLAS_NUM_THREADS: most,
  })
}
