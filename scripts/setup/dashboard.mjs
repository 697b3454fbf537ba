import { existsSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findPinnedNode } from '../../bin/pinned-node.mjs'
import { runProgram } from './run-program.mjs'
import { hashFiles, readStamp, writeStamp } from './stamp.mjs'

const inputs = ['package-lock.json', 'src/api', 'src/client', 'src/ui']
const stampOf = (folder) => new URL('.stamp', folder)
const folderOf = (root) => new URL('dist/ui/', root)

/** Whether dist/ui was built from the sources as they are now. */
export function isDashboardBuilt(root) {
  return readStamp(stampOf(folderOf(root))) === hashFiles(root, inputs)
}

/** Builds the dashboard beside its place and then puts it there, so that a server sees all or none. */
export async function buildDashboard(root, onStart) {
  process.stderr.write('Building the dashboard …\n')
  const stamp = hashFiles(root, inputs)
  const draft = new URL('dist/ui.draft/', root)
  const node = findPinnedNode(new URL('package.json', root)) ?? process.execPath
  const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', root))
  const options = ['--config', 'src/ui/vite.config.ts', '--logLevel', 'warn', '--emptyOutDir']
  const result = await runProgram(
    node,
    [vite, 'build', ...options, '--outDir', fileURLToPath(draft)],
    { cwd: root, onStart },
  )
  if (result.code !== 0 || !existsSync(draft)) {
    throw new Error(`the dashboard could not be built.\n${result.errors}`)
  }
  writeStamp(stampOf(draft), stamp)
  rmSync(folderOf(root), { recursive: true, force: true })
  renameSync(draft, folderOf(root))
}
