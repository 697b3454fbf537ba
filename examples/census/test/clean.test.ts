import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { cleanCensus } from '../people/clean.ts'
import { deliverCensus } from '../people/deliver.ts'

test('what comes has a space after each comma, and is written once', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'census-'))
  context.after(() => rm(folder, { recursive: true }))
  const options = { folder, people: 200, seed: 'census' }
  assert.equal(await deliverCensus(options), 200)
  assert.equal(await deliverCensus(options), 0)
  const text = await readFile(join(folder, 'census.csv'), 'utf8')
  assert.match(text, /^age, workclass, fnlgt, education, education-num, /)
  // Of 200 lines 24 stand there twice.
  assert.equal(cleanCensus(text).length, 176)
})

const head =
  'age, workclass, fnlgt, education, education-num, marital-status, occupation, relationship, race, sex, capital-gain, capital-loss, hours-per-week, native-country, salary'
const line =
  '39, ?, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, ?, <=50K'

test('a question mark is nothing, and spaces are no part of a value', () => {
  const [found] = cleanCensus(`${head}\n${line}\n`)
  assert.equal(found?.workclass, undefined)
  assert.equal(found?.education, 'Bachelors')
  assert.equal(found['education-num'], 13)
  assert.equal(found.over50k, 0)
})

test('a line that stands there twice is taken once', () => {
  assert.equal(cleanCensus(`${head}\n${line}\n${line}\n`).length, 1)
})

test('a census of other columns is refused by name', () => {
  assert.throws(() => cleanCensus('age, salary\n39, <=50K\n'), {
    message: /has no column workclass, /,
  })
})
