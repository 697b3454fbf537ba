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
  const said = found?.values.find(({ series }) => series === 'mean of prediction')
  // Of the last hundred nearly all are negative, which is 0.
  assert.ok((said?.value ?? 2) < 0.2, `${said?.value}`)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  assert.match(
    metrics,
    /groundswell_predictions_total\{service="reviews",model="sentiment",version="1"\} 300/,
  )
})
