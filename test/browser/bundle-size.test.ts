import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = new URL('../../', import.meta.url)
const built = new URL('dist/ui/', root)
const mostBytes = 250_000

before(() => {
  if (existsSync(new URL('index.html', built))) return
  const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', root))
  const args = [vite, 'build', '--config', 'src/ui/vite.config.ts', '--logLevel', 'warn']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})

test('the first page of the dashboard comes in under 250 kB compressed', () => {
  const files = [...firstFiles()]
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  assert.equal(bytes < mostBytes, true, `${bytes} bytes in ${files.length} files`)
  assert.equal(files.length > 2, true, 'scripts and styles were found')
})

test('the drawing library is not among what the first page waits for', () => {
  assert.deepEqual(
    [...firstFiles()].map((file) => file.pathname).filter((file) => /plot|d3-/.test(file)),
    [],
  )
})

/** The page, what it names, and what that imports before it runs. */
function firstFiles(): Set<URL> {
  const found = new Map<string, URL>()
  const visit = (file: URL, pattern: RegExp) => {
    if (found.has(file.href)) return
    found.set(file.href, file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(pattern)) {
      visit(new URL(name.replace(/^\//, './'), name.startsWith('/') ? built : file), imported)
    }
  }
  visit(new URL('index.html', built), /(?:src|href)="([^"]+\.(?:js|css))"/g)
  return new Set(found.values())
}

/** `import … from "./x.js"` and `import "./x.js"`, not the `import("./x.js")` of later. */
const imported = /(?:from|import)\s*["'](\.[^"']+\.js)["']/g
