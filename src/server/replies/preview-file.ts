import { extname } from 'node:path'
import type { PreviewReply } from '../../api/index.ts'
import type { Digest } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { sql, tableFormatOf, withTableFile } from '../../table/index.ts'
import { mostRows, previewText, previewValue, tableOf } from './preview-value.ts'

export interface PreviewedFile {
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  /** Where the file itself is. */
  readonly address: string
}

const largestText = 2_000_000
/** The rows of a text are counted by reading it; those of Parquet stand in its foot. */
const largestTable = 50_000_000
const pictures = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg'])
const texts = new Set(
  '.txt .log .md .yaml .yml .toml .ini .cfg .py .ts .js .r .sql .sh .diff .patch .lock .html .xml'.split(
    ' ',
  ),
)
/** MLflow and git write files that have no ending. */
const plainNames = /(^|\/)(MLmodel|Dockerfile|requirements|README|LICENSE|[^/.]+)$/

/** What one would see of a file, by the end of its name. */
export async function previewFile(
  project: OpenedProject,
  file: PreviewedFile,
): Promise<PreviewReply> {
  const { name, sizeBytes } = file
  const kind = extname(name).toLowerCase()
  if (pictures.has(kind)) return { kind: 'picture', address: file.address }
  if (kind === '.json')
    return sizeBytes > largestText ? nothing : previewJson(await textOf(project, file))
  if (tableFormatOf(name) !== undefined) {
    return kind === '.parquet' || sizeBytes <= largestTable ? previewTable(project, file) : nothing
  }
  const isText = texts.has(kind) || plainNames.test(name)
  if (!isText || sizeBytes > largestText) return nothing
  const text = await textOf(project, file)
  return text.includes('\0') ? nothing : previewText(text)
}

const nothing = { kind: 'none' } as const

async function textOf({ blobs }: OpenedProject, { digest }: PreviewedFile): Promise<string> {
  return new TextDecoder().decode(await blobs.get(digest))
}

function previewJson(text: string): PreviewReply {
  try {
    return previewValue(JSON.parse(text))
  } catch {
    return previewText(text)
  }
}

/** The first rows of a CSV, Parquet, Arrow or JSON lines file; as a text where it can't be read as that. */
async function previewTable(project: OpenedProject, file: PreviewedFile): Promise<PreviewReply> {
  const { engine, blobs } = project
  const { name, sizeBytes } = file
  try {
    const path = await blobs.openPath(file.digest)
    return await withTableFile(
      engine,
      path,
      async ({ relation }) => {
        const rows = await engine.rows(sql`select * from ${relation} limit ${mostRows}`)
        const [counted] = await engine.rows(sql`select count(*) as n from ${relation}`)
        return tableOf(rows, Number(counted?.['n'] ?? rows.length))
      },
      { name, ...(extname(name) === '.tsv' ? { delimiter: '\t' } : {}) },
    )
  } catch {
    // A file that says more than it is.
    const format = tableFormatOf(name)
    const isText = format !== 'parquet' && format !== 'arrow' && sizeBytes <= largestText
    return isText ? previewText(await textOf(project, file)) : nothing
  }
}
