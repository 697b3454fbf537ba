import { datasetErrors } from './errors.ts'

/** A path of a dataset's file: parts joined by `/`, none of which leads elsewhere. */
export function assertSafePath(path: string, file: string): string {
  const isSafe = !/[\0\\]/.test(path) && path.split('/').every(isSafeName)
  if (!isSafe) throw datasetErrors.pathNotSafe({ file, path })
  return path
}

/** One name, as it stands in a folder. */
export function assertSafeName(name: string, file: string): string {
  if (!isSafeName(name) || /[\0\\/]/.test(name))
    throw datasetErrors.pathNotSafe({ file, path: name })
  return name
}

function isSafeName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/^[A-Za-z]:$/.test(name)
}
