import { float, integer, text } from 'groundswell'

const share = float({ min: 0, max: 1, optional: true })

/** A sample as it is delivered: 17 columns. */
export const songColumns = {
  danceability: share,
  energy: share,
  key: integer({ min: 0, max: 11 }),
  loudness: float({ unit: 'dB', optional: true }),
  mode: integer({ min: 0, max: 1 }),
  speechiness: share,
  acousticness: share,
  instrumentalness: share,
  liveness: share,
  valence: share,
  tempo: float({ unit: 'beats/min' }),
  type: text(),
  duration_ms: integer({ unit: 'ms' }),
  time_signature: integer({ min: 1, max: 5 }),
  genre: text(),
  song_name: text({ optional: true }),
  title: text({ optional: true }),
}

export const columnNames = Object.keys(songColumns) as (keyof typeof songColumns)[]

export const genres = [
  'Dark Trap',
  'Emo',
  'Hiphop',
  'Pop',
  'Rap',
  'RnB',
  'Trap Metal',
  'Underground Rap',
  'dnb',
  'hardstyle',
  'psytrance',
  'techhouse',
  'techno',
  'trance',
  'trap',
] as const
export type Genre = (typeof genres)[number]

/** What songs sound like, by which the check holds a sample to the reference. */
export const soundColumns = [
  'danceability',
  'energy',
  'speechiness',
  'acousticness',
  'instrumentalness',
  'liveness',
  'valence',
  'loudness',
  'tempo',
  'duration_ms',
] as const
