import type { PreviewReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { cellText } from '../lineage/cell-text.ts'

/** A file or value at a glance: a picture, a text, the first rows of a table. */
export function Preview({ preview, name }: { preview: PreviewReply; name: string }) {
  switch (preview.kind) {
    case 'none':
      return null
    case 'picture':
      return <img className="value-picture" src={preview.address} alt={name} loading="lazy" />
    case 'text':
      return (
        <pre className="value-text" tabIndex={0}>
          {preview.text}
          {preview.isCut ? '\n…' : ''}
        </pre>
      )
    case 'table':
      return <PreviewTable preview={preview} name={name} />
  }
}

type TablePreview = Extract<PreviewReply, { kind: 'table' }>

function PreviewTable({ preview, name }: { preview: TablePreview; name: string }) {
  const { columns, rows } = preview
  return (
    <div className="value-table" tabIndex={0} role="region" aria-label={`First rows of ${name}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={typeof rows[0]?.[column] === 'number' ? 'numeric' : ''}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column} className={typeof row[column] === 'number' ? 'numeric' : ''}>
                  {cellText(row[column] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `first 50 of 1,200 rows` */
export function rowsText(rowCount: number, shown: number): string {
  const rows = `${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'}`
  return shown < rowCount ? `first ${shown} of ${rows}` : rows
}
