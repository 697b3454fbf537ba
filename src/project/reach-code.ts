import { relative, sep } from 'node:path'
import type { CodeGraph, CodeTarget } from './code-graph.ts'
import type { CodeModule, CodeName, CodeStatement } from './code-module.ts'
import { bareImports } from './find-eventful.ts'

/** Some statement at the top of a module. */
export interface CodePoint {
  readonly path: string
  readonly statement: CodeStatement
}

/** What a piece of code can reach. */
export interface ReachedCode {
  /** Digests by `weather/read.ts#parseRow`, `table.json`. */
  readonly parts: Readonly<Record<string, string>>
  /** The folders of the packages by name. */
  readonly packages: ReadonlyMap<string, string>
  /** False where something is loaded that can't be told from the text. */
  readonly isSure: boolean
}

export interface ReachLimits {
  /** Statements to pass by. */
  readonly wires: ReadonlySet<CodeStatement>
  /** The modules that do something when they are read, or import one that does. */
  readonly eventful: ReadonlySet<string>
}

/**
 * Follows names from the `roots` through their modules. A module that is reached brings in what it does
 * when it is read.
 */
export function reachCode(
  graph: CodeGraph,
  roots: readonly CodePoint[],
  { wires, eventful }: ReachLimits,
): ReachedCode {
  const reached = new Map<CodeStatement, string>()
  const data = new Map<string, string>()
  const evaluated = new Set<string>()
  const names = new Set<string>()
  const packages = new Map<string, string>()
  const links = new Set<string>()
  let isSure = true

  const moduleAt = (path: string) => graph.modules.get(path)?.module

  function reachStatement(path: string, module: CodeModule, statement: CodeStatement): void {
    if (reached.has(statement)) return
    reached.set(statement, path)
    evaluate(path)
    for (const name of statement.mentions) reachName(path, module, name)
    for (const from of statement.loads) reachFrom(path, { from, name: '*' })
  }

  function reachName(path: string, module: CodeModule, name: string): void {
    const key = `${path}\0${name}`
    if (names.has(key)) return
    names.add(key)
    const declaring = module.statements.filter(
      (statement) => statement.declares.includes(name) && !wires.has(statement),
    )
    for (const statement of declaring) reachStatement(path, module, statement)
    const imported = module.imports[name]
    if (imported === undefined) return
    links.add([path, name, imported.from, imported.name].join('\0'))
    reachFrom(path, imported)
  }

  function reachFrom(path: string, { from, name }: CodeName): void {
    const target = graph.resolve(path, from)
    if (!isOwn(target)) return
    evaluate(target.path)
    reachExport(target.path, name)
  }

  function reachExport(path: string, name: string): void {
    const key = `${path}\0export ${name}`
    const module = moduleAt(path)
    if (module === undefined) data.set(path, graph.modules.get(path)?.digest ?? 'absent')
    if (module === undefined || names.has(key)) return
    names.add(key)
    const exported = name === '*' ? undefined : module.exports[name]
    if (typeof exported === 'string') return reachName(path, module, exported)
    if (exported !== undefined) return reachFrom(path, exported)
    for (const from of module.stars) reachFrom(path, { from, name })
    if (name === '*' || module.stars.length === 0) reachAll(path, module)
  }

  function reachAll(path: string, module: CodeModule): void {
    for (const statement of module.statements) {
      if (!wires.has(statement)) reachStatement(path, module, statement)
    }
    for (const exported of Object.values(module.exports)) {
      if (typeof exported !== 'string') reachFrom(path, exported)
    }
  }

  function evaluate(path: string): void {
    if (evaluated.has(path) || !eventful.has(path)) return
    evaluated.add(path)
    const module = moduleAt(path)
    if (module === undefined) return
    for (const from of module.evaluates) {
      const target = graph.resolve(path, from)
      if (target.kind === 'file') evaluate(target.path)
    }
    // A package of which something is named counts when that is reached.
    for (const from of bareImports(module)) isOwn(graph.resolve(path, from))
    for (const statement of module.statements) {
      if (statement.hasEffect) reachStatement(path, module, statement)
    }
  }

  function isOwn(target: CodeTarget): target is Extract<CodeTarget, { kind: 'file' }> {
    if (target.kind === 'package') packages.set(target.name, target.folder)
    if (target.kind === 'unknown') isSure = false
    return target.kind === 'file'
  }

  for (const { path, statement } of roots) {
    const module = moduleAt(path)
    if (module !== undefined) reachStatement(path, module, statement)
  }
  return { parts: partsOf(graph, reached, data, links), packages, isSure }
}

function partsOf(
  graph: CodeGraph,
  reached: ReadonlyMap<CodeStatement, string>,
  data: ReadonlyMap<string, string>,
  links: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const parts = new Map<string, string>()
  const shown = (path: string) => relative(graph.root, path).split(sep).join('/')
  for (const [{ declares, digest }, path] of reached) {
    const key = declares.length === 0 ? shown(path) : `${shown(path)}#${declares[0] ?? ''}`
    parts.set(key, [parts.get(key), digest].filter(Boolean).join(' '))
  }
  for (const [path, digest] of data) parts.set(shown(path), digest)
  for (const link of links) {
    const [path = '', name, from, imported] = link.split('\0')
    if (from === undefined) continue
    const key = `${shown(path)}#${name ?? ''}`
    parts.set(key, `${imported ?? ''} of ${from}`)
  }
  return Object.fromEntries([...parts].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
