import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startExample } from '../browser/start-example.ts'
import { lookByHand } from './look-by-hand.ts'

test('a client that grows bitter is noticed: in what people write, and in what is answered', async (context) => {
  const example = await startExample({ name: 'reviews', assignments: ['count=2000'] })
  context.after(() => example.close())
  const { project, url } = example
  await example.runPipeline('complain', { url, iterations: 300 })
  const [found] = await lookByHand(project, { kind: 'rows', count: 100 })
  const broken = found?.verdicts.filter(({ state }) => state !== 'ok').map(({ series }) => series)
  assert.deepEqual(broken, [
    'drifted inputs',
    'drifted together',
    'drifted predictions',
    'drift of prediction',
  ])
  const together = found?.verdicts.find(({ series }) => series === 'drifted together')
  assert.match(
    together?.found ?? '',
    /^the words of review \(told apart of review [\d.]+, usual 0 to [\d.]+\)$/,
  )
  const said = found?.values.find(({ series }) => series === 'mean of prediction')
  // Of the last hundred nearly all are negative, which is 0.
  assert.ok((said?.value ?? 2) < 0.2, `${said?.value}`)
  const long = await fetch(`${url}/services/reviews/predict?probabilities=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      reviewId: 'long',
      review: 'It is slow and full of errors. '.repeat(1e5),
    }),
  })
  assert.equal(long.status, 200, 'a review of three megabytes')
  const { predictions } = (await long.json()) as {
    predictions: { feeling: string; probabilities: Record<string, number> }[]
  }
  assert.equal(predictions[0]?.feeling, 'negative')
  assert.deepEqual(Object.keys(predictions[0].probabilities), ['negative', 'neutral', 'positive'])
  const address = `${url}/api/v1/monitors/sentiment/report.html`
  const report = await fetch(`${address}?rows=50`)
  assert.match(report.headers.get('content-type') ?? '', /^text\/html/)
  const html = await report.text()
  assert.ok(html.includes('50 rows beside') && html.includes('the inputs have not drifted'))
  const refused = await fetch(`${address}?n=50`)
  assert.equal(refused.status, 400)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  assert.match(
    metrics,
    /groundswell_predictions_total\{service="reviews",model="sentiment",version="1"\} 301/,
  )
})
