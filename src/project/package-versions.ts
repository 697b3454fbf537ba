import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { digestOfValue } from '../base/index.ts'
import { packageVersion } from './package-asset.ts'

/** By the name and folder of each package, its version. */
export type PackageVersions = (
  packages: ReadonlyMap<string, string>,
) => Promise<Readonly<Record<string, string>>>

/**
 * Tells versions as they are installed, each with a digest of those of all that the package needs.
 * Looks once at each package.
 */
export function packageVersionReader(): PackageVersions {
  const known = new Map<string, Promise<string>>()
  return async (packages) => {
    const versions: Record<string, string> = {}
    for (const [name, folder] of packages) {
      const key = `${name} ${folder}`
      const version = known.get(key) ?? versionOf(name, folder)
      known.set(key, version)
      versions[name] = await version
    }
    return versions
  }
}

async function versionOf(name: string, folder: string): Promise<string> {
  if (name === 'groundswell') return packageVersion()
  const all = new Map<string, string>()
  await collect(name, folder, all)
  if (all.size === 0) return 'not installed'
  const [version = '', ...others] = all.values()
  return others.length === 0 ? version : `${version} ${digestOfValue(others).slice(0, 12)}`
}

/** By folder, `name@version` of a package and all that it needs, always in the same order. */
async function collect(name: string, folder: string, all: Map<string, string>): Promise<void> {
  if (folder === '' || all.has(folder)) return
  const text = await readFile(join(folder, 'package.json'), 'utf8')
  const { version, dependencies = {} } = JSON.parse(text) as {
    readonly version?: string
    readonly dependencies?: Readonly<Record<string, string>>
  }
  all.set(folder, `${name}@${version ?? ''}`)
  for (const needed of Object.keys(dependencies).toSorted()) {
    await collect(needed, folderOf(needed, folder), all)
  }
}

function folderOf(name: string, from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (at === dirname(at)) return ''
  }
}
