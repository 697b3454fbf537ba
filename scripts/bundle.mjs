// Puts the sources into few files: Node spends most of a command's start on finding and linking hundreds of
// small ones. Each file that is begun with, and each that is loaded later, is one file with what only it needs;
// what several need is in `chunks`.
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** What a process begins with. */
const entries = [
  'src/cli/main.ts',
  'src/index.ts',
  'src/learn/forest/forest-worker.ts',
  'src/project/judge-process.ts',
  'src/project/processes/step-worker.ts',
  'src/registry/onnx-worker.ts',
  'src/training/fit-worker.ts',
]

/** Of these, what reads a project: in a checkout it has to find this package. */
const readers = ['src/project/judge-process.ts', 'src/project/processes/step-worker.ts']

/** Packages that are put in, too, as they are many small files of plain JavaScript. */
const taken = ['kysely', 'zod']

/** Bundles the sources of the package at `root` into `outdir`; gives the files that went into it. */
export async function bundle(root, { outdir, isCheckout }) {
  const base = fileURLToPath(root)
  const { metafile } = await build({
    absWorkingDir: base,
    entryPoints: entries,
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
    plugins: [loadLate(), leaveLanguages(), keepPackages(), keepPlaces(base, isCheckout)],
  })
  return Object.keys(metafile.inputs).filter((path) => !path.includes(':'))
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
        // Constants apart: functions and classes have a small letter in their name.
        const names = Object.getOwnPropertyNames(process.getBuiltinModule(path)).filter((name) =>
          /[a-z]/.test(name),
        )
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
function keepPlaces(root, isCheckout) {
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
        const isReader = isCheckout && readers.includes(own)
        const first = isReader ? `import '${up}scripts/register-bundle.mjs'\n` : ''
        return { contents: first + text, loader: 'ts' }
      })
    },
  }
}
