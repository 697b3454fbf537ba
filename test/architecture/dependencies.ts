import { scanImports } from './scan-imports.ts'
import { folderOf, type SourceFile } from './source-files.ts'

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

/** Packages that are heavy or a technology's own, and the only folders of src/ that know them. */
const homes: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['table'],
  '@duckdb/node-bindings': ['table'],
  '@uwdata/flechette': ['table'],
  croner: ['pipelines'],
  esbuild: ['pipelines', 'project'],
  fastify: ['server'],
  kysely: ['storage', 'tracking', 'data', 'features', 'registry', 'serving', 'monitoring'],
  'onnxruntime-node': ['registry', 'serving'],
  pg: ['data', 'storage'],
  'prom-client': ['server'],
  zod: ['api', 'client', 'pipelines', 'project', 'server', 'cli'],
}

const bundled = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@tanstack/react-router',
  '@observablehq/plot',
  'vite',
  '@vitejs/plugin-react',
]

/** Packages that code of ours imports from where it may not, or that package.json doesn't name. */
export function findMisplacedPackages(
  files: readonly SourceFile[],
  manifest: Manifest,
): readonly string[] {
  return files.flatMap((file) =>
    scanImports(file.text)
      .map((found) => packageOf(found.specifier))
      .filter((name) => name !== undefined)
      .flatMap((name) => findFault(file.path, name, manifest) ?? []),
  )
}

function findFault(path: string, name: string, manifest: Manifest): string | undefined {
  const folder = folderOf(path)
  const isShipped = path.startsWith('src/') && folder !== 'ui'
  const known = isShipped
    ? manifest.dependencies
    : { ...manifest.dependencies, ...manifest.devDependencies, groundswell: '' }
  if (known[name] === undefined) return `${path} imports ${name}, which package.json doesn't name`
  if (folder === 'ui') return bundled.includes(name) ? undefined : `${path} bundles ${name}`
  const home = homes[name]
  if (!isShipped || home === undefined || home.includes(folder ?? '')) return undefined
  return `${path} imports ${name}, which only ${home.join(', ')} may know`
}

/** The name of the package in a specifier; undefined for our own files and Node's modules. */
function packageOf(specifier: string): string | undefined {
  if (/^(\.|node:|#|virtual:)/.test(specifier)) return undefined
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Differences between package.json and the tables of docs/dependencies.md. */
export function findUndocumented(page: string, manifest: Manifest): readonly string[] {
  const rows = [...page.matchAll(/^\| `([^`]+)` +\| (.*?) *\|$/gm)]
  const documented = rows.map((row) => row[1] ?? '')
  const wanted = listTables(manifest).flatMap((list) => Object.keys(list))
  return [
    ...wanted.filter((name) => !documented.includes(name)).map((name) => `${name} has no reason`),
    ...documented.filter((name) => !wanted.includes(name)).map((name) => `${name} is not used`),
    ...rows.filter((row) => (row[2] ?? '').length < 15).map((row) => `${row[1]} has a thin reason`),
  ]
}

/** Versions that are not one version. */
export function findRanges(manifest: Manifest): readonly string[] {
  return listTables(manifest).flatMap((list) =>
    Object.entries(list)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${name}: ${version}`),
  )
}

function listTables(manifest: Manifest): readonly Readonly<Record<string, string>>[] {
  return [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
}
