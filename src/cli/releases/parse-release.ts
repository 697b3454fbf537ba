import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** A project as it was released: a Git repository and one of its tags. */
export interface Release {
  readonly url: string
  readonly tag: string
}

/** Reads `<git-url>#<tag>`; undefined for anything else, such as the name of a pipeline. */
export function parseRelease(text: string, workingFolder: string): Release | undefined {
  const [, place, tag] = /^(.+)#([^#]+)$/.exec(text) ?? []
  if (place === undefined || tag === undefined) return undefined
  const path = resolve(workingFolder, place)
  return { url: existsSync(path) ? path : place, tag }
}
