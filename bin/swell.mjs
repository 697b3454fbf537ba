#!/usr/bin/env node
// Plain JavaScript that any Node from 18 on can read: it only finds the right Node and the code.
import { existsSync } from 'node:fs'
import module from 'node:module'

if (Number.parseInt(process.versions.node, 10) < 24) {
  const { runWithPinnedNode } = await import('./run-with-pinned-node.mjs')
  await runWithPinnedNode()
} else {
  module.enableCompileCache?.()
  const { main } = await import(await findMain())
  process.exitCode = await main(process.argv.slice(2))
}

/** In a checkout the sources, or what they were bundled to; the compiled code where the package is installed. */
async function findMain() {
  const root = new URL('..', import.meta.url)
  const source = new URL('src/cli/main.ts', root)
  // Node doesn't strip types below node_modules.
  if (source.pathname.includes('/node_modules/') || !existsSync(source)) {
    return new URL('dist/cli/main.js', root)
  }
  const { findBundle } = await import('./find-bundle.mjs')
  const bundle = findBundle(root)
  await import(`../scripts/register-${bundle === undefined ? 'source' : 'bundle'}.mjs`)
  return bundle ?? source
}
