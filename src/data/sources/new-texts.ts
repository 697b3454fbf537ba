import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, mapAtMost, noProgress, type Clock, type Progress } from '../../base/index.ts'
import type { BlobStore, Database } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'
import type { DeliveryId, NewText } from './delivery.ts'
import type { DeliveryStore, SeenDeliveries } from './delivery-store.ts'
import { fileMark } from './file-mark.ts'
import { openSource } from './open-source.ts'
import type { SourceAt } from './source-at.ts'
import { readContent } from './read-content.ts'
import { rememberFiles } from './sql-delivery-store.ts'
import type { Source } from './source.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'

export interface NewTextsDeps extends Omit<SourceAt, 'folder' | 'signal'> {
  readonly now: Clock
  readonly engine: TableEngine
  readonly blobs: BlobStore
  readonly database: Database
  readonly deliveries: DeliveryStore
}

export interface NewTextsOptions {
  readonly group: string
  /** Reads again what was refused. */
  readonly retryRefused?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}

/** Bounds memory: so many files, or bytes of them, are read, judged and committed at a time. */
const mostFilesAtOnce = 2000
const mostBytesAtOnce = 128_000_000
/** Most of reading many small files is waiting. */
const filesAtOnce = 16

/** Files that are read, judged and committed together. */
export interface TextBatch {
  /** Those whose content is new; maybe none. */
  readonly texts: readonly NewText[]
  /** Remembers the other files, which were known by content or changed nothing: when the texts are recorded. */
  remember(): Promise<void>
}

/**
 * Hands what is new at a source to `use`, in batches. A source is remembered by content: a file that comes
 * again, under whatever name, is not new. The next batch may be asked for before the last one is
 * recorded; each is there to be read until `use` is done.
 */
export async function withNewTexts<Result>(
  deps: NewTextsDeps,
  source: Source,
  options: NewTextsOptions,
  use: (batches: AsyncIterable<TextBatch>) => Promise<Result>,
): Promise<Result> {
  const { signal = new AbortController().signal } = options
  let folder: Promise<string> | undefined
  const at = {
    ...deps,
    signal,
    folder: () => (folder ??= mkdtemp(join(tmpdir(), 'swell-source-'))),
  }
  try {
    return await use(textBatches(deps, { source, reader: openSource(at, source) }, options))
  } finally {
    if (folder !== undefined) await rm(await folder, { recursive: true, force: true })
  }
}

async function* textBatches(
  deps: NewTextsDeps,
  { source, reader }: Pick<From, 'source' | 'reader'>,
  { group, retryRefused = false, onProgress = noProgress, signal }: NewTextsOptions,
): AsyncGenerator<TextBatch> {
  const seen = await deps.deliveries.seen(group, { retryRefused })
  const files = unseenFiles(await reader.list(), seen)
  const known = new Set(seen.digests)
  const work = `reading ${source.name}`
  let done = 0
  while (done < files.length) {
    signal?.throwIfAborted()
    onProgress({ work, done, total: files.length })
    const { read, fileCount } = await readBatch(deps, { reader, source, seen }, files.slice(done))
    done += fileCount
    const fresh = read.filter(({ digest }) => !known.has(digest) && known.add(digest))
    yield {
      texts: fresh.map((text) => toNewText(text, group, deps.now())),
      remember: () => rememberFiles(deps.database, group, read),
    }
  }
  if (files.length > 0) onProgress({ work, done, total: files.length })
}

/** Files that the group may not have seen: neither their names nor their stamps tell that it has. */
export function unseenFiles(files: readonly SourceFile[], seen: SeenDeliveries): SourceFile[] {
  return files.filter((file) => {
    const mark = fileMark(file.name, file.stamp)
    return mark === undefined || !seen.marks.has(mark)
  })
}

interface From {
  readonly reader: SourceReader
  readonly source: Source
  readonly seen: SeenDeliveries
}

type ReadText = Omit<NewText, 'id' | 'readAt'>

async function readBatch(
  deps: NewTextsDeps,
  { reader, source, seen }: From,
  files: readonly SourceFile[],
): Promise<{ readonly fileCount: number; readonly read: readonly ReadText[] }> {
  const read: ReadText[] = []
  let fileCount = 0
  let byteCount = 0
  while (fileCount < Math.min(files.length, mostFilesAtOnce) && byteCount < mostBytesAtOnce) {
    const some = files.slice(fileCount, fileCount + filesAtOnce)
    const found = await mapAtMost(filesAtOnce, some, async (file) => {
      const [stamp, takenStamp] = [seen.stamps.get(file.name), seen.takenStamps.get(file.name)]
      const content = await reader.read(file, { stamp, takenStamp })
      if (content === undefined) return undefined
      const about = { name: file.name, encoding: source.encoding }
      const text = await readContent(deps, about, content.content)
      return { ...text, stamp: content.stamp ?? file.stamp }
    })
    fileCount += some.length
    for (const text of found) {
      if (text === undefined) continue
      read.push(text)
      byteCount += text.sizeBytes
    }
  }
  return { fileCount, read }
}

function toNewText(text: ReadText, group: string, readAt: Date): NewText {
  // Made of the content, so that the rows of a text are the same bytes wherever it is loaded.
  const id = `dlv_${digestOf(`${group}/${text.digest}`).slice(0, 18)}` as DeliveryId
  return { ...text, id, readAt }
}
