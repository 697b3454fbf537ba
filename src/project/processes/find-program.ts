import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** Whether there is a program of this name or path, as a program started in `folder` would find it. */
export function hasProgram(
  file: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  // What Windows adds to a name is left to it.
  if (process.platform === 'win32') return true
  if (file.includes('/')) return isProgram(resolve(folder, file))
  const places = (environment['PATH'] ?? '/usr/bin:/bin').split(delimiter)
  return places.some((place) => isProgram(join(resolve(folder, place), file)))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
