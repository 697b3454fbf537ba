import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from '../songs/csv.ts'
import { madeSongs } from '../songs/made-songs.ts'
import { columnNames } from '../songs/song-columns.ts'

const songs = madeSongs({ rows: 20_000, seed: 'first' })
const share = (is: (song: (typeof songs)[number]) => boolean) =>
  songs.filter(is).length / songs.length
const near = (found: number, wanted: number, within: number) =>
  assert.ok(Math.abs(found - wanted) <= within, `${found}, wanted ${wanted}`)

test('genres come as often as they were counted, and what is missing is missing as often', () => {
  near(
    share(({ genre }) => genre === 'Underground Rap'),
    5948 / 42_896,
    0.01,
  )
  near(
    share(({ genre }) => genre === 'Pop'),
    468 / 42_896,
    0.004,
  )
  near(
    share(({ loudness }) => loudness === ''),
    0.21,
    0.01,
  )
  near(
    share(({ title }) => title === ''),
    0.5,
    0.02,
  )
  near(new Set(songs).size / songs.length, 1 - 921 / 42_896, 0.005)
})

test('a sample is a file of the 17 columns, and the same seed makes the same', () => {
  const made = toCsv(madeSongs({ rows: 50, seed: 'a' }))
  const [head = '', ...lines] = made.trim().split('\n')
  assert.deepEqual(head.split(','), columnNames)
  assert.equal(lines.length, 50)
  assert.equal(toCsv(madeSongs({ rows: 50, seed: 'a' })), made)
})
