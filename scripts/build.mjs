// Compiles the package into dist/: JavaScript and declarations, what is not TypeScript as it is, and
// the dashboard. `npm pack` runs it.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'
import { buildDashboard, isDashboardBuilt } from './setup/dashboard.mjs'

const root = new URL('..', import.meta.url)
const source = fileURLToPath(new URL('src', root))
const target = fileURLToPath(new URL('dist', root))

removeAllButDashboard()
compile()
if (!isDashboardBuilt(root)) await buildDashboard(root)
copyAssets()
removeCompiled()
await bundle(root, { outdir: target, isCheckout: false })

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

/** Of what was compiled the declarations stay: what runs is bundled. */
function removeCompiled() {
  for (const path of readdirSync(target, { recursive: true })) {
    const isKept = !path.endsWith('.js') || /^ui[/\\]|[/\\]templates[/\\]/.test(path)
    if (!isKept) rmSync(`${target}/${path}`)
  }
}
