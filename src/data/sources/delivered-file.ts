import { createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  decodePieces,
  packedEnding,
  quoted,
  sql,
  unpackFile,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { decodeBytes, unpackBytes } from './decode-text.ts'
import type { DeliveredFile, ParquetTable } from './read-file.ts'

export interface FileToOpen {
  readonly name: string
  readonly encoding: string | undefined
  /** Its bytes as they came, or where they lie. */
  readonly content: Uint8Array | string
  /** Where it is known already. */
  readonly text?: string | undefined
}

/** A text of more is no text that JavaScript could hold. */
const longestText = 2 ** 29 - 24

/** A file as readers see it. What they don't ask for isn't done. */
export function deliveredFile(
  engine: TableEngine,
  { name, encoding, content, text }: FileToOpen,
): DeliveredFile {
  const unpacked = (): Uint8Array =>
    unpackBytes(name, typeof content === 'string' ? readFileSync(content) : content)

  async function* pieces(): AsyncGenerator<string> {
    if (typeof content === 'string') yield* decodePieces(unpackFile(content, name), encoding)
    else yield text ?? decodeBytes(unpacked(), encoding)
  }

  async function* openParquet(): AsyncGenerator<ParquetTable> {
    const folder = await mkdtemp(join(tmpdir(), 'swell-file-'))
    try {
      const path = await placeUnpacked(join(folder, 'table'), name, content)
      const relation = sql`read_parquet(${quoted(path)})`
      const found = await engine.rows(sql`describe select * from ${relation}`)
      const columns = found.map((row) => ({
        name: String(row['column_name']),
        type: String(row['column_type']),
      }))
      const select = (what: Sql) => engine.stream(sql`select ${what} from ${relation}`)
      yield { columns, relation, select }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  return {
    name,
    get text() {
      if (text !== undefined) return text
      const bytes = unpacked()
      if (bytes.byteLength <= longestText) return decodeBytes(bytes, encoding)
      throw new Error('Its text is longer than 500 MB: read it by its pieces.')
    },
    get bytes() {
      return unpacked()
    },
    pieces,
    openParquet,
    async *selectParquet(choose) {
      for await (const { columns, select } of openParquet()) yield* select(choose(columns))
    },
  }
}

/** Where the unpacked file lies: at `path`, unless it lies unpacked elsewhere. */
async function placeUnpacked(
  path: string,
  name: string,
  content: Uint8Array | string,
): Promise<string> {
  if (typeof content !== 'string') {
    await writeFile(path, unpackBytes(name, content))
    return path
  }
  if (packedEnding(name) === undefined) return content
  await pipeline(Readable.from(unpackFile(content, name)), createWriteStream(path))
  return path
}
