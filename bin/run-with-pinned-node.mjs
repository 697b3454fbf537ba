import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findPinnedNode } from './pinned-node.mjs'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** Runs this command again with the pinned Node, and ends as that one ends. */
export async function runWithPinnedNode() {
  const node =
    findPinnedNode(import.meta.url) ?? findPinnedNode(join(process.cwd(), 'package.json'))
  if (node === undefined) {
    process.stderr.write(
      `Groundswell needs Node 24 or newer; this is ${process.version}, and the Node that comes ` +
        'with the package was not found.\n' +
        'Next: run `npm install` in the project (without --omit=optional), or install Node 24.\n',
    )
    process.exitCode = 7
    return
  }
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  for (const signal of passedOn) {
    process.on(signal, () => {
      // A terminal sends its signals to the child as well; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  await new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`The pinned Node ${node} could not be started: ${error.message}\n`)
      process.exitCode = 7
      resolve()
    })
    child.on('exit', (code, signal) => {
      for (const name of passedOn) process.removeAllListeners(name)
      if (signal === null) process.exitCode = code ?? 1
      else process.kill(process.pid, signal)
      resolve()
    })
  })
}
