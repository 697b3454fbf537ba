import { existsSync, realpathSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin, SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOf } from '../base/index.ts'
import { parseCodeModule, type CodeFile } from './code-module.ts'
import { isOfPackage } from './package-asset.ts'
import { readRemembered, writeRemembered, type Remembered } from './remembered-code.ts'

/** The modules of a project that some files reach, by path. */
export interface CodeGraph {
  readonly root: string
  readonly modules: ReadonlyMap<string, CodeFile>
  /** What `from`, as it is written in the module at `path`, stands for. */
  readonly resolve: (path: string, from: string) => CodeTarget
  /** Whether the files are still what was read. */
  readonly isCurrent: () => boolean
}

export type CodeTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly folder: string }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'unknown' }

const loaders: Readonly<Record<string, 'ts' | 'tsx' | 'js' | 'jsx'>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
}

export interface ReadCodeOptions {
  /** Where the modules to begin with are. */
  readonly entries: readonly string[]
  /** A file that remembers what was read of which file. */
  readonly memory?: string
}

/** Reads the modules that `entries` import, however far, without those of packages. */
export async function readCodeGraph(root: string, options: ReadCodeOptions): Promise<CodeGraph> {
  const { entries, memory } = options
  const known = memory === undefined ? {} : await readRemembered(memory)
  const kept: Record<string, Remembered> = {}
  const modules = new Map<string, CodeFile>()
  const targets = new Map<string, CodeTarget>()
  const resolved = (path: string, from: string): CodeTarget => {
    const key = `${dirname(path)}\0${from}`
    const found = targets.get(key) ?? resolveTarget(path, from)
    targets.set(key, found)
    return found
  }
  const stamps = new Map<string, string | undefined>()
  let isNew = false
  async function visit(path: string): Promise<void> {
    if (modules.has(path)) return
    modules.set(path, absent)
    const stamp = stampOf(path)
    stamps.set(path, stamp?.text)
    if (stamp === undefined) return
    const before = known[path]
    const isSame = before?.stamp === stamp.text
    const file = isSame ? before.file : await readCodeFile(path)
    isNew ||= !isSame
    if (isSame || stamp.isSettled) kept[path] = { stamp: stamp.text, file }
    modules.set(path, file)
    await Promise.all(importsOf(file).map((from) => follow(path, from)))
  }
  async function follow(path: string, from: string): Promise<void> {
    const target = resolved(path, from)
    if (target.kind === 'file') await visit(target.path)
  }
  await Promise.all(entries.map(visit))
  if (memory !== undefined && isNew) await writeRemembered(memory, kept)
  const isCurrent = () => [...stamps].every(([path, text]) => stampOf(path)?.text === text)
  return { root, modules, resolve: resolved, isCurrent }
}

const absent: CodeFile = { digest: 'absent' }

function importsOf({ module }: CodeFile): string[] {
  if (module === undefined) return []
  return [...module.evaluates, ...module.statements.flatMap(({ loads }) => loads)]
}

/** Unsettled is a file that was changed so lately that it could change again within the same stamp. */
function stampOf(path: string): { readonly text: string; readonly isSettled: boolean } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  const { size, mtimeMs, ctimeMs, ino } = stat
  const isSettled = Date.now() - Math.max(mtimeMs, ctimeMs) > 50
  return { text: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, isSettled }
}

async function readCodeFile(path: string): Promise<CodeFile> {
  const bytes = await readFile(path)
  const loader = loaders[extname(path)]
  if (loader === undefined) return { digest: digestOf(bytes).slice(0, 12) }
  const { transform } = await import('esbuild')
  try {
    const { code, map } = await transform(bytes, {
      loader,
      sourcemap: 'external',
      charset: 'utf8',
      legalComments: 'none',
      // A text of several lines would look like several statements.
      supported: { 'template-literal': false },
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      logLevel: 'silent',
    })
    const lines = new SourceMap(JSON.parse(map) as SourceMapPayload)
    const module = parseCodeModule(code, (printed) => lineOf(lines, printed))
    return { digest: digestOf(code).slice(0, 12), module }
  } catch {
    // What can't be read as code can still be told apart.
    return { digest: digestOf(bytes).slice(0, 12) }
  }
}

function lineOf(map: SourceMap, printed: number): number {
  const entry = map.findEntry(printed, 0)
  return 'originalLine' in entry ? entry.originalLine : 0
}

function resolveTarget(path: string, from: string): CodeTarget {
  if (isBuiltin(from)) return { kind: 'builtin' }
  if (from.startsWith('file:')) return fileOrPackage(fileURLToPath(from))
  if (/^\.{0,2}\//.test(from)) return fileOrPackage(resolve(dirname(path), from))
  const name = /^(?:@[^/]+\/)?[^/@#*.][^/]*/.exec(from)?.[0]
  if (name === undefined) return { kind: 'unknown' }
  for (let at = dirname(path); ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return packageIn(name, folder)
    if (at === dirname(at)) return { kind: 'package', name, folder: '' }
  }
}

/** A path into this package is as good as its name. */
function fileOrPackage(path: string): CodeTarget {
  if (isOfPackage(path)) return { kind: 'package', name: 'groundswell', folder: '' }
  return { kind: 'file', path }
}

/** A package that is linked from elsewhere changes without its version: who reads it can't be sure. */
function packageIn(name: string, folder: string): CodeTarget {
  const isLinked = !realpathSync(folder).includes(`${sep}node_modules${sep}`)
  if (isLinked && name !== 'groundswell') return { kind: 'unknown' }
  return { kind: 'package', name, folder }
}
