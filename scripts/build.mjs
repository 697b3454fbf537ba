// Compiles the package into dist/: JavaScript and declarations, what is not TypeScript as it is, and
// the dashboard. `npm pack` runs it.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildDashboard, isDashboardBuilt } from './setup/dashboard.mjs'

const root = new URL('..', import.meta.url)
const source = fileURLToPath(new URL('src', root))
const target = fileURLToPath(new URL('dist', root))

removeAllButDashboard()
compile()
if (!isDashboardBuilt(root)) await buildDashboard(root)
copyAssets()
await bundleStart()

function removeAllButDashboard() {
  if (!existsSync(target)) return
  for (const name of readdirSync(target).filter((name) => name !== 'ui')) {
    rmSync(`${target}/${name}`, { recursive: true, force: true })
  }
}

function compile() {
  const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The sources do not compile; see above.')
}

/** Templates are copied whole, TypeScript included: they are what `swell init` writes. */
function copyAssets() {
  cpSync(source, target, {
    recursive: true,
    filter: (path) => {
      const name = path.slice(source.length)
      if (/^[/\\]ui([/\\]|$)/.test(name)) return /^[/\\]ui([/\\]tokens\.css)?$/.test(name)
      if (/[/\\]templates[/\\]/.test(name)) return true
      return !/\.tsx?$|README\.md$/.test(name)
    },
  })
}

/**
 * What each command begins with, and what answers at once, becomes one file each: of a quick answer half
 * the time would go into finding thirty small ones. What is loaded later stays a file of its own.
 */
async function bundleStart() {
  const folder = `${target}/cli`
  const keepLater = {
    name: 'keep what is loaded later',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined
        const from = relative(folder, resolve(resolveDir, path)).split('\\').join('/')
        return { path: from.startsWith('.') ? from : `./${from}`, external: true }
      })
    },
  }
  await build({
    entryPoints: ['main', 'quick-data-status'].map((name) => `${folder}/${name}.js`),
    outdir: folder,
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [keepLater],
  })
}
