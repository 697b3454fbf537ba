import { defineGroup, float, integer, text, timestamp, unique } from 'groundswell'
import type { readSongs } from '../steps/read-songs.ts'
import { genres } from '../songs/song-columns.ts'

type Delivered = Awaited<ReturnType<typeof readSongs>>[number]

/** What somebody who asks for a genre tells of the song. */
export const asked = {
  danceability: float({ optional: true }),
  energy: float({ optional: true }),
  loudness: float({ optional: true, unit: 'dB' }),
  speechiness: float({ optional: true }),
  acousticness: float({ optional: true }),
  instrumentalness: float({ optional: true }),
  liveness: float({ optional: true }),
  valence: float({ optional: true }),
  tempo: float({ unit: 'beats/min' }),
  duration: float({ unit: 'ms' }),
  words: text({ description: 'Title and name' }),
}

export const songs = defineGroup({
  name: 'songs',
  description: 'Songs with what they sound like and their genre',
  key: ['song'],
  time: 'heardAt',
  columns: {
    song: integer(),
    heardAt: timestamp(),
    genre: integer({ min: 0, max: genres.length - 1, description: 'Its place among the genres' }),
    ...asked,
  },
  checks: [unique('song')],
})

const heardFrom = Date.UTC(2020, 0, 1)

/** A row as models read it. Each song has a moment of its own, by its number. */
export function toSong(row: Delivered, song: number) {
  const genre = genres.findIndex((each) => each === row.genre)
  return { song, heardAt: new Date(heardFrom + song * 1000), genre, ...toAsked(row) }
}

export function toAsked(row: Delivered) {
  return {
    danceability: row.danceability,
    energy: row.energy,
    loudness: row.loudness,
    speechiness: row.speechiness,
    acousticness: row.acousticness,
    instrumentalness: row.instrumentalness,
    liveness: row.liveness,
    valence: row.valence,
    tempo: row.tempo,
    duration: row.duration_ms,
    words: [row.title, row.song_name]
      .filter((text) => text !== undefined)
      .join(' ')
      .toLowerCase(),
  }
}
