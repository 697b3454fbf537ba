import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readVersion } from './read-version.ts'

/**
 * How a new project is to ask npm for this package: by its version where it came from a registry, by the
 * file or folder where it came from there.
 */
export function packageSpec(): string {
  const own = fileURLToPath(new URL('../..', import.meta.url))
  const [, project] = /^(.*)[/\\]node_modules[/\\]groundswell[/\\]?$/.exec(own) ?? []
  if (project === undefined) return existsSync(join(own, 'src')) ? `file:${own}` : readVersion()
  const from = installedFrom(project)
  return from === undefined ? readVersion() : `file:${from}`
}

/** The file or folder that npm installed the package from, if it was one. */
function installedFrom(project: string): string | undefined {
  const path = join(project, 'node_modules/.package-lock.json')
  if (!existsSync(path)) return undefined
  const { packages = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>
  }
  const resolved = packages['node_modules/groundswell']?.resolved
  return resolved?.startsWith('file:') === true
    ? resolve(project, resolved.slice('file:'.length))
    : undefined
}
