import { digestOf, mapAtMost, messageOf, type Clock, type Digest } from '../../base/index.ts'
import { decodeText } from './decode-text.ts'
import type { DeliveryId, NewText } from './delivery.ts'
import type { SeenDeliveries } from './delivery-store.ts'
import { fileMark } from './file-mark.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'

/** Files that the group may not have seen: neither their names nor their stamps tell that it has. */
export function unseenFiles(files: readonly SourceFile[], seen: SeenDeliveries): SourceFile[] {
  return files.filter((file) => {
    const mark = fileMark(file.name, file.stamp)
    return mark === undefined || !seen.marks.has(mark)
  })
}

/** Most of reading many small files is waiting. */
const filesAtOnce = 16

/**
 * Reads files and keeps those whose content is new. A source is remembered by content: a file that
 * comes again, under whatever name, is not new.
 */
export async function readNewTexts(
  deps: { readonly now: Clock },
  reader: SourceReader,
  { group, encoding }: { readonly group: string; readonly encoding: string | undefined },
  files: readonly SourceFile[],
  known: ReadonlySet<Digest>,
): Promise<NewText[]> {
  const taken = new Set<Digest>()
  const texts: NewText[] = []
  const read = await mapAtMost(filesAtOnce, files, async (file) => {
    const bytes = await reader.read(file.name)
    const content = await toContent(file.name, bytes, encoding)
    return { file, sizeBytes: bytes.byteLength, ...content }
  })
  for (const { file, text, problem, digest, sizeBytes } of read) {
    if (known.has(digest) || taken.has(digest)) continue
    taken.add(digest)
    texts.push({
      // Made of the content, so that the rows of a text are the same bytes wherever it is loaded.
      id: `dlv_${digestOf(`${group}/${digest}`).slice(0, 18)}` as DeliveryId,
      name: file.name,
      text,
      problem,
      digest,
      sizeBytes,
      stamp: file.stamp,
      readAt: deps.now(),
    })
  }
  return texts
}

/** A text is known by what it says, packed or not; what is no text by its bytes. */
async function toContent(name: string, bytes: Uint8Array, encoding: string | undefined) {
  try {
    const text = await decodeText(name, bytes, encoding)
    return { text, problem: undefined, digest: digestOf(text) }
  } catch (error) {
    return { text: '', problem: messageOf(error), digest: digestOf(bytes) }
  }
}
