import type { CardText } from '../cards/card-text.ts'
import { registryErrors } from '../errors.ts'
import type { Tags } from './version-notes.ts'

/** A name under which versions stand, and what is said of all of them. */
export interface RegisteredModel {
  readonly name: string
  readonly description: string | undefined
  /** What people have written for its card. */
  readonly card: Partial<CardText>
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly tags: Tags
}

const longestName = 256

/** Throws `modelNameWrong`. */
export function parseModelName(name: string): string {
  if (name.trim() === '') throw registryErrors.modelNameWrong({ name, problem: 'it is empty' })
  if (name.length > longestName) {
    const problem = `it has more than ${longestName} letters`
    throw registryErrors.modelNameWrong({ name: `${name.slice(0, 40)}…`, problem })
  }
  // Names stand in addresses, and name a folder of files.
  if (/[/:\\\p{Cc}]/u.test(name) || name === '.' || name === '..') {
    const problem = 'it may not contain / : \\ or what is not seen'
    throw registryErrors.modelNameWrong({ name, problem })
  }
  return name
}
