import { z } from 'zod'
import {
  getDatasetVersion,
  parseDatasetReference,
  readVersionFiles,
  sqlDatasetStore,
} from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { writeAgo, writeBytes, writeCount, writeMoment } from '../write-value.ts'

export const dataShow = defineCommand({
  name: 'data show',
  summary: 'Show a dataset: its versions, aliases and files',
  example: ['swell data show tides', 'swell data show tides@reference --files 100'],
  positionals: ['dataset'],
  input: z.strictObject({
    dataset: z.string().describe('Its name; with a version or alias: tides@2, tides@reference'),
    files: z.number().int().min(0).default(10).describe('How many of its files to list'),
  }),
  run: (context, { dataset, files: fileLimit }) =>
    withDatasets(context, async (deps) => {
      const version = await getDatasetVersion(deps, parseDatasetReference(dataset))
      const store = sqlDatasetStore(deps.database)
      const { manifest } = await readVersionFiles(deps.blobs, version)
      return {
        version,
        versions: await store.list(version.dataset),
        aliases: await store.listAliases(version.dataset),
        moves: await store.listMoves(version.dataset),
        removals: await store.listRemovals(version.dataset),
        files: manifest.files.slice(0, fileLimit),
      }
    }),
  print: ({ version, versions, aliases, moves, removals, files }, { style, now }) => {
    const namesOf = (number: number) =>
      aliases.flatMap((alias) => (alias.version === number ? [alias.alias] : [])).join(', ')
    const facts = renderFacts(
      [
        ['dataset', style.bold(version.dataset)],
        ['version', `${version.version}   ${namesOf(version.version)}`.trimEnd()],
        ['digest', version.digest],
        ['files', `${writeCount(version.fileCount)}, ${writeBytes(version.sizeBytes)}`],
        ['added', writeMoment(version.createdAt)],
        ['message', version.message],
        ['run', version.runId],
      ],
      style,
    )
    const history = renderTable(
      versions,
      [
        { title: 'version', right: true, of: (one) => String(one.version) },
        { title: 'files', right: true, of: ({ fileCount }) => writeCount(fileCount) },
        { title: 'size', right: true, of: ({ sizeBytes }) => writeBytes(sizeBytes) },
        { title: 'added', right: true, of: ({ createdAt }) => writeAgo(createdAt, now) },
        { title: 'digest', of: ({ digest }) => digest.slice(0, 12) },
        { title: 'aliases', of: (one) => namesOf(one.version) },
        { title: 'message', of: ({ message }) => message ?? '' },
      ],
      { style, nothing: '' },
    )
    const gone = removals
      .map(({ version: number, by, removedAt, reason }) => {
        const why = reason === undefined ? '' : `: ${reason}`
        return `${style.dim(`version ${number} was removed by ${by}, ${writeAgo(removedAt, now)}${why}`)}\n`
      })
      .join('')
    const moved = renderTable(
      moves.slice(0, 10),
      [
        { title: 'alias', of: ({ alias }) => alias },
        { title: 'from', right: true, of: ({ from }) => String(from ?? '–') },
        { title: 'to', right: true, of: ({ to }) => String(to) },
        { title: 'moved', right: true, of: ({ movedAt }) => writeAgo(movedAt, now) },
        { title: 'by', of: ({ by }) => by },
        { title: 'because', of: ({ reason }) => reason ?? '' },
      ],
      { style, nothing: 'No alias has moved.' },
    )
    const listed = renderTable(
      files,
      [
        { title: 'file', of: ({ path }) => path },
        { title: 'size', right: true, of: ({ sizeBytes }) => writeBytes(sizeBytes) },
        { title: 'digest', of: ({ digest }) => digest.slice(0, 12) },
      ],
      { style, nothing: 'None listed.' },
    )
    const rest = version.fileCount - files.length
    const more = rest === 0 ? '' : `${style.dim(`and ${writeCount(rest)} more`)}\n`
    return [
      facts,
      renderSection('Versions', history + gone, style),
      renderSection('Aliases', moved, style),
      renderSection('Files', listed + more, style),
    ].join('')
  },
})
