import { extname } from 'node:path'
import type { PreviewReply } from '../../api/index.ts'
import type { Digest } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { previewText, previewValue, tableOf } from './preview-value.ts'

export interface PreviewedFile {
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  /** Where the file itself is. */
  readonly address: string
}

const largestRead = 2_000_000
const pictures = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg'])
const texts = new Set(['.txt', '.log', '.md', '.yaml', '.yml', '.toml', '.py', '.ts', '.r', '.sql'])
const tables: Readonly<Record<string, string>> = { '.csv': ',', '.tsv': '\t' }

/** What one would see of a file, by the end of its name. */
export async function previewFile(
  { blobs }: OpenedProject,
  { name, digest, sizeBytes, address }: PreviewedFile,
): Promise<PreviewReply> {
  const kind = extname(name).toLowerCase()
  if (pictures.has(kind)) return { kind: 'picture', address }
  const isReadable = kind === '.json' || kind in tables || texts.has(kind)
  if (!isReadable || sizeBytes > largestRead) return { kind: 'none' }
  const text = new TextDecoder().decode(await blobs.get(digest))
  const separator = tables[kind]
  if (separator !== undefined) return previewLines(text, separator)
  return kind === '.json' ? previewJson(text) : previewText(text)
}

function previewJson(text: string): PreviewReply {
  try {
    return previewValue(JSON.parse(text))
  } catch {
    return previewText(text)
  }
}

/** A look at a table needs no dialect: where quotes make it harder, the text itself is shown. */
function previewLines(text: string, separator: string): PreviewReply {
  const [head, ...lines] = text.trimEnd().split(/\r?\n/)
  if (head === undefined || text.includes('"')) return previewText(text)
  const names = head.split(separator)
  const records = lines.slice(0, 50).map((line) => {
    const cells = line.split(separator)
    return Object.fromEntries(names.map((column, at) => [column, cells[at] ?? '']))
  })
  return tableOf(records, lines.length)
}
