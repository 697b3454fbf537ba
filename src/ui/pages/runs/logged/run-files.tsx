import { useMemo } from 'react'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { formatBytes, plural } from '../../../format.ts'
import { Empty } from '../../../kit/empty.tsx'
import { Loaded } from '../../../kit/loaded.tsx'
import { Section } from '../../../kit/section.tsx'
import { usePageSearch } from '../../../page-search.ts'
import { Preview, rowsText } from '../preview.tsx'
import { fileTree, type FileLine } from './file-tree.ts'

/** The files of a run as a tree, and the chosen one at a glance; pictures all together. */
export function RunFiles({ run }: { run: LoggedRunReply }) {
  if (run.files.length > 0) return <Files run={run} files={run.files} />
  return (
    <Empty title="No files">
      Figures, tables, models and whatever else a program logs as an artifact lies here.
    </Empty>
  )
}

type LoggedFileReply = LoggedRunReply['files'][number]

/** Where a file is saved from; a picture is shown from there, too. */
function addressOf({ id }: LoggedRunReply, { path }: LoggedFileReply): string {
  return `/api/v1/logged-runs/${id}/file?path=${encodeURIComponent(path)}`
}

interface FilesProps {
  readonly run: LoggedRunReply
  readonly files: readonly LoggedFileReply[]
}

const picture = /\.(png|jpe?g|gif|webp|svg)$/i
const mostPictures = 24

function Files({ run, files }: FilesProps) {
  const [search, setSearch] = usePageSearch()
  const pictures = useMemo(() => files.filter(({ path }) => picture.test(path)), [files])
  const chosen = files.find(({ path }) => path === search['file'])
  const shown = chosen ?? (pictures.length === 0 ? files[0] : undefined)
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <div className="run-files">
      <Section title={`${plural(files.length, 'file')}, ${formatBytes(bytes)}`}>
        <ul className="file-tree">
          {fileTree(files.map(({ path }) => path)).map((line) => (
            <FileTreeLine
              key={line.path}
              line={line}
              isChosen={line.path === shown?.path}
              onChoose={() => setSearch({ file: line.path })}
            />
          ))}
        </ul>
      </Section>
      {shown === undefined ? (
        <Section title="Pictures">
          <div className="pictures">
            {pictures.slice(0, mostPictures).map((file) => (
              <button key={file.path} type="button" onClick={() => setSearch({ file: file.path })}>
                <img src={addressOf(run, file)} alt={file.path} loading="lazy" />
                <span className="small">{file.path}</span>
              </button>
            ))}
          </div>
        </Section>
      ) : (
        <FileSeen run={run} file={shown} />
      )}
    </div>
  )
}

interface FileTreeLineProps {
  readonly line: FileLine
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function FileTreeLine({ line, isChosen, onChoose }: FileTreeLineProps) {
  const indent = { paddingLeft: `calc(${line.depth} * var(--space-between) + var(--space-within))` }
  if (line.isFolder) {
    return (
      <li className="soft" style={indent}>
        {line.name}/
      </li>
    )
  }
  return (
    <li>
      <button
        type="button"
        style={indent}
        aria-pressed={isChosen}
        title={line.path}
        onClick={onChoose}
      >
        {line.name}
      </button>
    </li>
  )
}

function FileSeen({ run, file }: { run: LoggedRunReply; file: LoggedFileReply }) {
  const seen = useAsk(
    'previewRunFile',
    { params: { id: run.id }, query: { path: file.path } },
    { everyMs: 600_000 },
  )
  return (
    <Section
      title={file.path}
      aside={
        <>
          <span className="soft small">{formatBytes(file.sizeBytes)}</span>
          <a className="button small" href={addressOf(run, file)} download>
            Save
          </a>
        </>
      }
    >
      <Loaded query={seen} height={240}>
        {(preview) => (
          <>
            {preview.kind === 'table' ? (
              <p className="soft small">{rowsText(preview.rowCount, preview.rows.length)}</p>
            ) : null}
            {preview.kind === 'none' ? (
              <p className="soft">This kind of file can’t be looked at here. Save it to open it.</p>
            ) : (
              <Preview preview={preview} name={file.path} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}
