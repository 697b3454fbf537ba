import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isSource, listFiles, root } from './source-files.ts'

/** An error that some folder declares: by `defineErrors`, or as plain data where a browser runs it. */
export interface DeclaredError {
  readonly code: string
  readonly path: string
  readonly declaration: unknown
}

/** Reads the error tables by running the modules that hold them. */
export async function readDeclaredErrors(): Promise<readonly DeclaredError[]> {
  const paths = listFiles().filter((path) => isSource(path) && path.endsWith('/errors.ts'))
  const tables = await Promise.all(paths.map((path) => readTable(path)))
  return tables.flat()
}

async function readTable(path: string): Promise<readonly DeclaredError[]> {
  const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>
  return Object.values(module)
    .filter((table) => typeof table === 'object' && table !== null)
    .flatMap((table) => Object.values(table) as unknown[])
    .filter((declaration) => hasCode(declaration))
    .map((declaration) => ({ code: declaration.code, path, declaration }))
}

function hasCode(value: unknown): value is { readonly code: string } {
  if (value === null || !['function', 'object'].includes(typeof value)) return false
  return typeof (value as { code?: unknown }).code === 'string'
}

/** Differences between declared errors and the headings of docs/errors.md. */
export function findUndocumentedErrors(
  declared: readonly { readonly code: string }[],
  page: string,
): readonly string[] {
  const codes = declared.map((error) => error.code)
  const documented = [...page.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1] ?? '')
  return [
    ...codes
      .filter((code) => !documented.includes(code))
      .map((code) => `${code} is not documented`),
    ...documented.filter((code) => !codes.includes(code)).map((code) => `${code} does not exist`),
    ...codes.filter((code, at) => codes.indexOf(code) < at).map((code) => `${code} stands twice`),
  ]
}

/** Codes whose area is not the folder that declares them. */
export function findForeignErrors(
  declared: readonly Pick<DeclaredError, 'code' | 'path'>[],
): readonly string[] {
  return declared
    .filter(({ code, path }) => {
      const [area, name, ...more] = code.split('.')
      return area !== path.split('/')[1] || !/^[a-z]\w+$/.test(name ?? '') || more.length > 0
    })
    .map(({ code, path }) => `${path} declares ${code}`)
}
