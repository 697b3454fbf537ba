import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** This package's folder: the checkout, or where it is installed. */
const packageRoot = new URL('../../', import.meta.url)

/** The path of a file or folder of this package, or undefined when it is not there (not built). */
export function findPackageAsset(...candidates: readonly string[]): string | undefined {
  return candidates
    .map((candidate) => fileURLToPath(new URL(candidate, packageRoot)))
    .find((path) => existsSync(path))
}

/** The design tokens that every page wears. */
export async function readTokens(): Promise<string> {
  const path = findPackageAsset('src/ui/tokens.css', 'dist/ui/tokens.css')
  if (path === undefined) throw new Error('the package lacks tokens.css')
  return readFile(path, 'utf8')
}

export async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('package.json', packageRoot), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** True for the code of this package itself. */
export function isOfPackage(path: string): boolean {
  return ['src/', 'dist/'].some((folder) =>
    path.startsWith(fileURLToPath(new URL(folder, packageRoot))),
  )
}
