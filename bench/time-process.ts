import { spawn } from 'node:child_process'

export interface TimedProcess {
  readonly args: readonly string[]
  readonly cwd?: string
}

/** Runs this Node with `args` and resolves to the milliseconds from start to end. Throws if it fails. */
export function timeProcess({ args, cwd }: TimedProcess): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      const tookMs = performance.now() - startedAt
      if (code === 0) resolve(tookMs)
      else reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${errors}`))
    })
  })
}
