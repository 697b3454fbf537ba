import { spawn } from 'node:child_process'
import process from 'node:process'

/** Runs a program and resolves to how it ended and its error output, which is not shown. */
export function runProgram(command, args, { cwd, onStart }) {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'pipe'],
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  })
  if (child.pid !== undefined) onStart?.(child.pid)
  const stop = (signal) => child.kill(signal)
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  let errors = ''
  child.stderr.on('data', (bytes) => {
    errors += bytes
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      resolve({ code, signal, errors })
    })
  })
}
