import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCsv } from 'groundswell'
import { songColumns } from '../songs/song-columns.ts'
import { dataPath } from './keep.ts'

/** The rows of a dataset as they lie in the project. */
export async function readSongs(root: string, dataset: string) {
  return [...parseCsv(await readFile(join(root, dataPath(dataset)), 'utf8'), songColumns)]
}
