import { seededRandom, type Random } from 'groundswell'
import { genres, type Genre } from './song-columns.ts'

/** Songs of each genre among 42,896, the most and the fewest as they were counted, and where its sound lies. */
const sounds: Readonly<
  Record<Genre, readonly [count: number, energy: number, dance: number, tempo: number]>
> = {
  'Dark Trap': [4578, 0.62, 0.6, 150],
  Emo: [1680, 0.76, 0.49, 140],
  Hiphop: [3028, 0.65, 0.7, 152],
  Pop: [468, 0.64, 0.64, 142],
  Rap: [1848, 0.65, 0.7, 150],
  RnB: [2099, 0.57, 0.66, 148],
  'Trap Metal': [1956, 0.73, 0.62, 146],
  'Underground Rap': [5948, 0.62, 0.75, 151],
  dnb: [2966, 0.89, 0.53, 174],
  hardstyle: [2936, 0.9, 0.48, 155],
  psytrance: [2961, 0.91, 0.62, 144],
  techhouse: [2975, 0.84, 0.8, 126],
  techno: [2956, 0.75, 0.73, 129],
  trance: [2999, 0.87, 0.55, 138],
  trap: [2987, 0.85, 0.58, 145],
}

/** Words that their titles have, besides those that all have. */
const words: Partial<Readonly<Record<Genre, string>>> = {
  dnb: 'bass',
  hardstyle: 'hard',
  psytrance: 'psy',
  techhouse: 'house',
  techno: 'techno',
  trance: 'trance',
  trap: 'trap',
  Emo: 'emo',
}

export interface MadeSongsOptions {
  readonly rows: number
  readonly seed: string
  /** All are so much louder, as if another player had measured them. */
  readonly louderBy?: number
}

export type MadeSong = Readonly<Record<string, string | number>>

/** Songs with the shape of the delivery: a fifth without loudness, half without title, a few twice. */
export function madeSongs({ rows, seed, louderBy = 0 }: MadeSongsOptions): readonly MadeSong[] {
  const random = seededRandom(seed)
  const songs: MadeSong[] = []
  while (songs.length < rows) {
    const before = songs.at(-1)
    // 921 of 42,896 came twice.
    if (before !== undefined && random.next() < 921 / 42_896) songs.push(before)
    else songs.push(madeSong(random, louderBy))
  }
  return songs
}

function madeSong(random: Random, louderBy: number): MadeSong {
  const genre = drawGenre(random)
  const [, energy, dance, tempo] = sounds[genre]
  const isElectronic = energy > 0.74
  const share = (mean: number, spread: number) =>
    Number(Math.min(1, Math.max(0, mean + spread * normal(random))).toFixed(3))
  const title = random.next() < 0.5 ? '' : titleOf(genre, random)
  return {
    danceability: share(dance, 0.1),
    energy: share(energy, 0.1),
    key: Math.floor(random.next() * 12),
    loudness:
      random.next() < 0.21 ? '' : Number((louderBy - 12 + 8 * energy + normal(random)).toFixed(3)),
    mode: random.next() < 0.55 ? 1 : 0,
    speechiness: share(isElectronic ? 0.08 : 0.22, 0.05),
    acousticness: share(isElectronic ? 0.04 : 0.2, 0.08),
    instrumentalness: share(isElectronic ? 0.6 : 0.02, 0.1),
    liveness: share(0.2, 0.08),
    valence: share(dance / 2, 0.12),
    tempo: Number((tempo + 6 * normal(random)).toFixed(2)),
    type: 'audio_features',
    duration_ms: Math.max(
      20_000,
      Math.round((isElectronic ? 280_000 : 180_000) + 40_000 * normal(random)),
    ),
    time_signature: random.next() < 0.95 ? 4 : 3,
    genre,
    song_name: title === '' ? 'without a title' : '',
    title,
  }
}

function drawGenre(random: Random): Genre {
  const all = genres.reduce((sum, genre) => sum + sounds[genre][0], 0)
  let left = random.next() * all
  for (const genre of genres) {
    left -= sounds[genre][0]
    if (left < 0) return genre
  }
  return 'trap'
}

function titleOf(genre: Genre, random: Random): string {
  const own = random.next() < 0.6 ? words[genre] : undefined
  return [own, 'mix', String(2000 + Math.floor(random.next() * 21))]
    .filter((word) => word !== undefined)
    .join(' ')
}

/** By the sum of twelve, near enough. */
function normal(random: Random): number {
  let sum = -6
  for (let at = 0; at < 12; at += 1) sum += random.next()
  return sum
}
