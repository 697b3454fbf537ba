// Puts the sources into few files: Node spends most of a command's start on finding and linking hundreds of
// small ones. Each file that is begun with, and each that is loaded later, is one file with what only it needs;
// what several need is in `chunks`.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** What a process begins with, beside what our own code begins processes and threads with. */
const entries = ['src/cli/main.ts', 'src/index.ts']

/** How our code names what it begins a process or a thread with: as it lies beside it. */
const begun = /new URL\(`\.\/([\w-]+)\$\{extname\(import\.meta\.url\)\}`, import\.meta\.url\)/g

/** Packages that are put in, too, as they are many small files of plain JavaScript. */
const taken = ['kysely', 'zod']

/** Bundles the sources of the package at `root` into `outdir`; gives the files that went into it. */
export async function bundle(root, { outdir, isCheckout }) {
  const base = fileURLToPath(root)
  const others = findBegun(base)
  // What reads a project has to find this package: in a checkout that has to be told.
  const readers = isCheckout ? others.filter((path) => /^src\/(?:project|server)\//.test(path)) : []
  const { metafile } = await build({
    absWorkingDir: base,
    entryPoints: [...entries, ...others],
    outbase: 'src',
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
    plugins: [loadLate(), leaveLanguages(), keepPackages(), keepPlaces(base, readers)],
  })
  return Object.keys(metafile.inputs).filter((path) => !path.includes(':'))
}

function findBegun(base) {
  const sources = readdirSync(join(base, 'src'), { recursive: true })
  return sources
    .map((path) => `src/${path.replaceAll(sep, '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) =>
      Array.from(readFileSync(join(base, path), 'utf8').matchAll(begun), ([, name]) =>
        posix.join(posix.dirname(path), `${name}.ts`),
      ),
    )
}

function keepPackages() {
  const isTaken = new RegExp(`^(?:${taken.join('|')})(?:/|$)`)
  return {
    name: 'keep packages',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        if (kind === 'entry-point' || isTaken.test(path)) return undefined
        return importer.includes(`${sep}node_modules${sep}`) ? undefined : { path, external: true }
      })
    },
  }
}

/** Parts of Node that take long to load and that most commands don't touch. */
const late = ['child_process', 'crypto', 'http', 'https', 'net', 'tls', 'worker_threads', 'zlib']

/** What is imported of these is looked up where it is used: a command that doesn't touch it loads nothing. */
function loadLate() {
  return {
    name: 'load late',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: new RegExp(`^node:(?:${late.join('|')})$`) }, ({ path }) => ({
        path,
        namespace: 'late',
      }))
      onLoad({ filter: /./, namespace: 'late' }, ({ path }) => {
        const names = Object.getOwnPropertyNames(process.getBuiltinModule(path))
        const found = names.map(
          (name) => `get ${name}() { return process.getBuiltinModule('${path}').${name} }`,
        )
        // As CommonJS: esbuild reads its members where they are used, not where they are imported.
        return { contents: `module.exports = {\n${found.join(',\n')}\n}`, loader: 'js' }
      })
    },
  }
}

/** Zod tells what is wrong in fifty languages; ours is the one that it knows by itself. */
function leaveLanguages() {
  return {
    name: 'leave languages',
    setup({ onLoad }) {
      onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
        contents: 'export {}',
        loader: 'js',
      }))
    },
  }
}

/** A module knows itself by the place that its own file would have, wherever its text has gone. */
function keepPlaces(root, readers) {
  return {
    name: 'keep places',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /register-bundle\.mjs$/ }, ({ path }) => ({ path, external: true }))
      onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => {
        const own = relative(root, path).replaceAll(sep, '/')
        const place = own.replace(/^src(.*)ts$/, '/dist$1js')
        const text = readFileSync(path, 'utf8').replaceAll(
          'import.meta.url',
          `import.meta.url.replace(/\\/dist\\/(?!.*\\/dist\\/).*$/, '${place}')`,
        )
        const up = '../'.repeat(own.split('/').length - 1)
        const first = readers.includes(own) ? `import '${up}scripts/register-bundle.mjs'\n` : ''
        return { contents: first + text, loader: 'ts' }
      })
    },
  }
}
