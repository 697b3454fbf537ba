import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCsv } from 'groundswell'
import { listingColumns } from '../samples/listing-columns.ts'
import { dataPath } from './download.ts'

/** The rows of a dataset as they lie in the project. */
export async function readListings(root: string, dataset: string) {
  return [...parseCsv(await readFile(join(root, dataPath(dataset)), 'utf8'), listingColumns)]
}
