// Bundles the sources of a checkout into dist/, where `swell` finds them as long as they are the same.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stamper } from '../bin/find-bundle.mjs'
import { bundle } from './bundle.mjs'

const root = new URL('..', import.meta.url)
const list = new URL('dist/bundle.json', root)

// Half a bundle is none. Chunks stay: a process that runs may still want those of before.
rmSync(list, { force: true })
const outdir = fileURLToPath(new URL('dist', root))
const files = await bundle(root, { outdir, isCheckout: true })
const own = files.filter((path) => path.startsWith('src/'))
const others = ['package-lock.json', 'scripts/bundle.mjs']
const stampOf = stamper(root)
const stamps = [...own, ...others].map((path) => [path, stampOf(path)])
const draft = new URL(`dist/bundle.${process.pid}.json`, root)
writeFileSync(draft, JSON.stringify(Object.fromEntries(stamps)))
renameSync(draft, list)
