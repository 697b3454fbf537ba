import type { CodeGraph } from './code-graph.ts'
import type { CodeModule } from './code-module.ts'

/** The modules that do something when they are read, or import one that does, however far. */
export function findEventful(graph: CodeGraph): ReadonlySet<string> {
  const importers = new Map<string, string[]>()
  const eventful = new Set<string>()
  for (const [path, { module }] of graph.modules) {
    if (module === undefined) continue
    if (isEventful(graph, path, module)) eventful.add(path)
    for (const from of module.evaluates) {
      const target = graph.resolve(path, from)
      if (target.kind !== 'file') continue
      importers.set(target.path, [...(importers.get(target.path) ?? []), path])
    }
  }
  // A set hands out what is added while it is walked.
  for (const path of eventful) {
    for (const importer of importers.get(path) ?? []) eventful.add(importer)
  }
  return eventful
}

/** A package that is imported without a name is there for what it does. */
function isEventful(graph: CodeGraph, path: string, module: CodeModule): boolean {
  const isBare = bareImports(module).some((from) => graph.resolve(path, from).kind !== 'file')
  return isBare || module.statements.some(({ hasEffect }) => hasEffect)
}

/** What a module imports without naming anything of it. */
export function bareImports({ imports, evaluates }: CodeModule): readonly string[] {
  const named = new Set(Object.values(imports).map(({ from }) => from))
  return evaluates.filter((from) => !named.has(from))
}
