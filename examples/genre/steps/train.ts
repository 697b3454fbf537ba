import {
  defineStep,
  freezeStep,
  promoteStep,
  trainStep,
  upsertRows,
  type LoadedGroup,
} from 'groundswell'
import { songs, toSong } from '../groups/songs.ts'
import { genre, genreWith } from '../models/genre.ts'
import { sounds } from '../views/sounds.ts'
import { check } from './check.ts'
import { readSongs } from './read-songs.ts'

/** Brings the clean songs into the group: what is new or has changed makes a commit. */
export const load = defineStep({
  name: 'load',
  summary: 'Brings in what models may learn from',
  cache: 'never',
  inputs: { checked: check.output },
  run: async ({ context }): Promise<LoadedGroup> => {
    const { deps, runId } = context
    const rows = await readSongs(deps.root, 'clean-sample')
    const commit = await upsertRows(deps, songs, rows.map(toSong), { runId })
    context.log.info(`${commit?.rowCount ?? 0} songs are new or told anew`)
    const commits = await deps.commits.list(songs.name)
    return {
      group: songs.name,
      rowCount: rows.length,
      contents: String(commits.at(-1)?.contentDigest),
    }
  },
})

/** The rows that both variants learn from, and those that both are judged by. */
export const segregate = freezeStep(sounds, { split: genre.split, loads: [load] })

export const train = trainStep(genre, { frozen: segregate, tuned: genreWith })
export const promote = promoteStep(genre, { trained: train, alias: 'prod' })
