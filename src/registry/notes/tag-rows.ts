import type { Tags } from './version-notes.ts'

export function toTags(rows: readonly { readonly key: string; readonly value: string }[]): Tags {
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}
