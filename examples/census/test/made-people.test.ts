import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePeople, type RawPerson } from '../people/made-people.ts'

const people = makePeople(12_000, 'census')
const share = (holds: (person: RawPerson) => boolean, of = people) =>
  of.filter(holds).length / of.length
const earnsMore = ({ salary }: RawPerson) => salary === '>50K'

test('people are as the sheet of the census tells them', () => {
  const shares: readonly (readonly [string, number, number])[] = [
    ['more than 50,000', share(earnsMore), 0.24],
    ['men', share(({ sex }) => sex === 'Male'), 0.669],
    ['private', share(({ workclass }) => workclass === 'Private'), 0.697],
    ['no work class', share(({ workclass }) => workclass === '?'), 0.056],
    ['no country', share((person) => person['native-country'] === '?'), 0.018],
    ['high school', share(({ education }) => education === 'HS-grad'), 0.323],
    ['a gain', share((person) => Number(person['capital-gain']) > 0), 0.083],
    ['a loss', share((person) => Number(person['capital-loss']) > 0), 0.047],
  ]
  for (const [what, found, wanted] of shares) {
    assert.ok(Math.abs(found - wanted) < 0.03, `${what}: ${found}, and not ${wanted}`)
  }
})

test('men earn more than women, and more school earns more', () => {
  const of = (name: 'sex' | 'education', value: string) =>
    share(
      earnsMore,
      people.filter((person) => person[name] === value),
    )
  assert.ok(of('sex', 'Male') > 1.7 * of('sex', 'Female'))
  assert.ok(of('education', 'Masters') > of('education', 'HS-grad') + 0.25)
})

test('the same seed makes the same people, another others', () => {
  assert.deepEqual(makePeople(50, 'a'), makePeople(50, 'a'))
  assert.notDeepEqual(makePeople(50, 'a'), makePeople(50, 'b'))
})
