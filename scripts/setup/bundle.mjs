import { fileURLToPath } from 'node:url'
import { findBundle } from '../../bin/find-bundle.mjs'
import { findPinnedNode } from '../../bin/pinned-node.mjs'
import { runProgram } from './run-program.mjs'

/** Whether dist/ holds the sources as they are now. */
export function isBundled(root) {
  return findBundle(root) !== undefined
}

/** Bundles the sources in a process of the pinned Node. */
export async function bundleSources(root, onStart) {
  process.stderr.write('Bundling the sources …\n')
  const node = findPinnedNode(new URL('package.json', root)) ?? process.execPath
  const script = fileURLToPath(new URL('scripts/bundle-checkout.mjs', root))
  const result = await runProgram(node, [script], { cwd: root, onStart })
  if (result.code !== 0) throw new Error(`the sources could not be bundled.\n${result.errors}`)
}
