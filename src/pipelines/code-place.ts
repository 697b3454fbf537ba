import { getCallSites } from 'node:util'

/** A line of a file from which a definition was called. */
export interface CodePlace {
  /** A `file:` URL. */
  readonly url: string
  /** From 1. */
  readonly line: number
}

/** The files' lines that led here, the innermost first. */
export function currentPlaces(): readonly CodePlace[] {
  return getCallSites(40)
    .filter(({ scriptName }) => scriptName.startsWith('file:'))
    .map(({ scriptName, lineNumber }) => ({ url: scriptName, line: lineNumber }))
}
