import { spawn } from 'node:child_process'

export interface TimedProcess {
  /** This Node unless said otherwise. */
  readonly command?: string
  readonly args: readonly string[]
  readonly cwd?: string
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a program and resolves to the milliseconds from start to end. Throws if it fails. */
export function timeProcess({
  command = process.execPath,
  args,
  cwd,
  environment,
}: TimedProcess): Promise<number> {
  const startedAt = performance.now()
  const env = { ...process.env, ...environment }
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      const tookMs = performance.now() - startedAt
      if (code === 0) resolve(tookMs)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${errors}`))
    })
  })
}
