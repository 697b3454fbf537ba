import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DataPlace } from './data-place.ts'
import { replaceFile } from './replace-file.ts'

/** Has Git ignore the data beside a pointer file, where there is Git. Says whether it had to be told. */
export async function keepOutOfGit({ data }: DataPlace): Promise<boolean> {
  const folder = dirname(data)
  if (!isInGit(folder)) return false
  const file = join(folder, '.gitignore')
  const text = existsSync(file) ? await readFile(file, 'utf8') : ''
  // In a pattern these mean something; a space at the end would be dropped.
  const line = `/${basename(data).replaceAll(/[\\*?[\]!# ]/g, '\\$&')}`
  if (text.split(/\r?\n/).includes(line)) return false
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  await replaceFile(file, `${text}${gap}${line}\n`)
  return true
}

function isInGit(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true
    if (at === dirname(at)) return false
  }
}
