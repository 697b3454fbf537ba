import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { startExample, type StartedExample } from '../browser/start-example.ts'

const now = new Date('2026-11-21T11:11:00Z')
let fraud: StartedExample

before(async () => {
  fraud = await startExample({ name: 'fraud', assignments: ['historyDays=24'], now: () => now })
})

after(async () => {
  await fraud?.close()
})

interface Answer {
  readonly predictions: readonly Readonly<Record<string, unknown>>[]
}

async function predict(row: Readonly<Record<string, unknown>>) {
  const response = await fetch(`${fraud.url}/services/fraud/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(row),
  })
  return { status: response.status, body: (await response.json()) as Answer & { detail?: string } }
}

const purchase = { category: 'Electronics', amount: 900, latitude: 13.75, longitude: 100.5 }

test('the transactions of the last day are scored by the batch', async () => {
  const stored = await fetch(`${fraud.url}/api/v1/groups/fraud-predictions`)
  const group = (await stored.json()) as { readonly rowCount: number }
  assert.ok(group.rowCount > 500, `${group.rowCount} predictions`)
})

test('earlier days that were not learned from are scored as they were known then, and all are drawn', async () => {
  const kept = await fetch(`${fraud.url}/api/v1/groups/fraud-predictions/rows?limit=1000`)
  const { rows } = (await kept.json()) as {
    readonly rows: readonly {
      readonly origin: string
      readonly at: string
      readonly knownBy: string
    }[]
  }
  const dayBefore = new Date(now.getTime() - 86_400_000).toISOString()
  const past = rows.filter(({ at }) => at < dayBefore)
  assert.ok(past.length > 0)
  for (const { origin, at, knownBy } of past) {
    assert.equal(origin, 'hindcast')
    assert.ok(at < knownBy && knownBy <= dayBefore)
  }
  const page = await readFile(fraud.page, 'utf8')
  assert.match(page, /<title>2026-11-20: \d+ predicted<\/title>/)
  assert.match(page, /<title>2026-11-1\d: \d+ reported<\/title>/)
})

test('a transaction is scored as it is made, from what is known of the card', async () => {
  const { status, body } = await predict({ ccNum: 4_000_000_000_000_032, ...purchase })
  assert.equal(status, 200)
  const [answer] = body.predictions
  assert.equal(typeof answer?.['isFraud'], 'number')
  assert.ok(Number(answer?.['distanceToPrevious']) < 20_020, 'kilometres, not radians')
  assert.ok(Number(answer?.['secondsSincePrevious']) > 0)
  assert.ok(Number(answer?.['ageYears']) >= 18)
})

test('a card without history is answered with defaults', async () => {
  const { status, body } = await predict({ ccNum: 1, ...purchase })
  const [answer] = body.predictions
  assert.equal(status, 200)
  const { count4h, mean4h, deviation4h, distanceToPrevious, ageYears } = answer ?? {}
  assert.deepEqual(
    { count4h, mean4h, deviation4h, distanceToPrevious, ageYears },
    { count4h: 0, mean4h: 0, deviation4h: 0, distanceToPrevious: null, ageYears: null },
  )
})

test('a transaction that cannot be is refused with its field', async () => {
  const { status, body } = await predict({ ccNum: 1, ...purchase, category: 'Electronic' })
  assert.equal(status, 400)
  assert.match(body.detail ?? '', /^Row 1: "category" is "Electronic", but must be one of Grocery,/)
})
