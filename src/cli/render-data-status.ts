import type { DatasetStatus } from '../data/index.ts'
import type { Page } from './command.ts'
import { writeBytes, writeCounted } from './write-value.ts'

export function renderDataStatus(
  { datasets }: { readonly datasets: readonly StatusReply[] },
  page: Pick<Page, 'style'>,
): string {
  return datasets.length === 0
    ? `${page.style.dim('No pointer file was found. Add a file or a folder: swell data add <path>')}\n`
    : datasets.map((one) => renderStatus(one, page)).join('')
}

type StatusReply = ReturnType<typeof toStatusReply>

export function toStatusReply({ place, pointer, state, changes }: DatasetStatus) {
  const pathsOf = (files: readonly { readonly path: string }[] = []) =>
    files.map(({ path }) => path)
  const { dataset, version, fileCount, sizeBytes } = pointer
  return {
    dataset,
    path: place.path,
    state,
    version,
    fileCount,
    sizeBytes,
    added: pathsOf(changes?.added),
    changed: pathsOf(changes?.changed),
    removed: pathsOf(changes?.removed),
  }
}

const shownPaths = 10

function renderStatus(status: StatusReply, { style }: Pick<Page, 'style'>): string {
  const { dataset, path, state, version } = status
  const head = (text: string) => `${style.bold(dataset)} ${style.dim(`at ${path}`)}   ${text}\n`
  const size = `${writeCounted(status.fileCount, 'file')}, ${writeBytes(status.sizeBytes)}`
  switch (state) {
    case 'unchanged':
      return head(`${style.good('unchanged')}: version ${version}, ${size}`)
    case 'missing':
      return head(`${style.warn('not here')}: bring it back with swell data checkout ${path}`)
    case 'elsewhere':
      return head(`${style.warn('differs')} from version ${version}, which is to be pulled first`)
    case 'changed':
      return `${head(`${style.warn('changed')} since version ${version}`)}${[
        ...renderPaths(status.added, style.good('+')),
        ...renderPaths(status.changed, style.warn('~')),
        ...renderPaths(status.removed, style.bad('−')),
      ].join('')}`
  }
}

function renderPaths(paths: readonly string[], mark: string): string[] {
  const more = paths.length - shownPaths
  return [
    ...paths.slice(0, shownPaths).map((path) => `  ${mark} ${path}\n`),
    ...(more > 0 ? [`  ${mark} and ${writeCounted(more, 'more file')}\n`] : []),
  ]
}
