import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWeather } from '../readers/read-weather.ts'

test('a forecast is known on the day that its name tells', () => {
  const text = 'day,station,temperature,rain\n2026-11-18,park,9.5,1.2\n'
  assert.deepEqual(readWeather('2026-11-16.csv', text), {
    rows: [
      {
        station: 'park',
        day: new Date('2026-11-18T12:00:00Z'),
        temperature: 9.5,
        rain: 1.2,
        weekday: 3,
      },
    ],
    knownAt: new Date('2026-11-16T00:00:00Z'),
  })
})

test('a file whose name tells no day is refused', () => {
  assert.throws(() => readWeather('latest.csv', ''), /doesn't tell its day of issue/)
})
